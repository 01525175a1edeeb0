/** The recording by reference, by run and by goods, for the properties to ask. */
import type { Actor, BookedOrder, Fail, Finish, Info, Invoke, Line, Ok, Recording, Rules, Sent } from './history';

/** An item that a run was given, and how that ended. Positions are those in the history. */
export interface Invocation {
	invoke: Invoke;
	startsAt: number;
	finish: Finish | undefined;
	/** Infinite where it has no end. */
	endsAt: number;
	goods: string;
}

export interface SentAt {
	sent: Sent;
	at: number;
}

/** Whose an order is: a purchase, somebody else's, or that of one of the purchases with these goods. */
export type Owner = { kind: 'purchase'; purchase: string } | { kind: 'nobody' } | { kind: 'oneOf'; goods: string };

export class Evidence {
	readonly rules: Rules;
	readonly booked: BookedOrder[];
	readonly invocations: Invocation[] = [];
	/** Ends without a beginning, and second ends. */
	readonly strayFinishes: Finish[] = [];
	readonly sents: SentAt[] = [];

	constructor(readonly recording: Recording) {
		this.rules = recording.rules;
		this.booked = recording.booked;
		const open = new Map<string, Invocation>();
		recording.events.forEach((event, at) => {
			switch (event.type) {
				case 'invoke': {
					const invocation = {
						invoke: event,
						startsAt: at,
						finish: undefined,
						endsAt: Infinity,
						goods: goodsOf(event.cart),
					};
					open.set(keyOf(event), invocation);
					this.invocations.push(invocation);
					break;
				}
				case 'ok':
				case 'fail':
				case 'info': {
					const invocation = open.get(keyOf(event));
					if (!invocation || invocation.finish) this.strayFinishes.push(event);
					else Object.assign(invocation, { finish: event, endsAt: at });
					break;
				}
				case 'sent':
					this.sents.push({ sent: event, at });
			}
		});
	}

	/**
	 * What may be bought once: a reference of a node. Where the supplier takes the reference as its key, of the account.
	 */
	purchaseOf({ node, reference }: { node: string; reference: string }): string {
		return this.rules.hasKey ? reference : `${reference} of ${node}`;
	}

	purchases(): Map<string, Invocation[]> {
		return groupBy(this.invocations, ({ invoke }) => this.purchaseOf(invoke));
	}

	/** The purchases that have asked for these goods. */
	purchasesOfGoods(goods: string): Set<string> {
		const asked = this.invocations.filter((invocation) => invocation.goods === goods);
		return new Set(asked.map(({ invoke }) => this.purchaseOf(invoke)));
	}

	ownerOf(order: BookedOrder): Owner {
		if (order.madeBy === 'nobody') return { kind: 'nobody' };
		if (order.madeBy) return { kind: 'purchase', purchase: this.purchaseOf(order.madeBy) };
		const byKey = this.invocations.find(({ invoke }) => invoke.reference === order.reference);
		if (byKey) return { kind: 'purchase', purchase: this.purchaseOf(byKey.invoke) };
		const goods = goodsOf(order.lines);
		const [only, ...others] = this.purchasesOfGoods(goods);
		return only !== undefined && others.length === 0 ? { kind: 'purchase', purchase: only } : { kind: 'oneOf', goods };
	}

	/** The orders of each purchase whose owner is known. */
	ordersByPurchase(): Map<string, BookedOrder[]> {
		const owned = this.booked.flatMap((order) => {
			const owner = this.ownerOf(order);
			return owner.kind === 'purchase' ? [{ order, purchase: owner.purchase }] : [];
		});
		const groups = groupBy(owned, ({ purchase }) => purchase);
		return new Map([...groups].map(([purchase, entries]) => [purchase, entries.map(({ order }) => order)]));
	}

	/** Orders that belong to one of several purchases, by their goods; and all orders with such goods. */
	contestedGoods(): Map<string, BookedOrder[]> {
		const goods = new Set(
			this.booked.map((order) => this.ownerOf(order)).flatMap((owner) => (owner.kind === 'oneOf' ? [owner.goods] : [])),
		);
		const ours = this.booked.filter(({ madeBy }) => madeBy !== 'nobody');
		return new Map([...goods].map((one) => [one, ours.filter(({ lines }) => goodsOf(lines) === one)]));
	}

	/** Positions at which the run has sent orders of the reference. */
	sentBy({ run }: Pick<Actor, 'run'>, reference: string): SentAt[] {
		return this.sents.filter(({ sent }) => sent.run === run && sent.reference === reference);
	}

	/** What was sent for this very item; empty where its run has sent several carts under the reference and it isn't known. */
	sentFor({ invoke, goods }: Invocation): SentAt[] {
		const rivals = this.invocations.some(
			(other) =>
				other.invoke.run === invoke.run && other.invoke.reference === invoke.reference && other.goods !== goods,
		);
		return this.sentBy(invoke, invoke.reference).filter(({ sent }) =>
			sent.item === undefined ? !rivals : sent.item === invoke.item,
		);
	}

	/** The items that may have sent it. */
	sendersOf({ run, reference, item }: Sent): Invocation[] {
		return this.invocations.filter(
			({ invoke }) =>
				invoke.run === run && invoke.reference === reference && (item === undefined || invoke.item === item),
		);
	}

	sentsOf(purchase: string): SentAt[] {
		return this.sents.filter(({ sent }) => this.purchaseOf(sent) === purchase);
	}

	orderWithId(orderId: string): BookedOrder | undefined {
		return this.booked.find((order) => order.orderId === orderId);
	}

	/** The last that anybody has heard of a cart under a reference. */
	lastWord(purchase: string, goods: string): Finish | undefined {
		return this.invocations
			.filter((one) => this.purchaseOf(one.invoke) === purchase && one.goods === goods)
			.flatMap(({ finish, endsAt }) => (finish && this.saysSomething(finish) ? [{ finish, endsAt }] : []))
			.sort((one, other) => one.endsAt - other.endsAt)
			.at(-1)?.finish;
	}

	saysSomething(finish: Finish): boolean {
		if (finish.type === 'info') return finish.why === 'unknown';
		return finish.type === 'ok' || !this.isOfThisRunOnly(finish);
	}

	isOfThisRunOnly({ code }: Fail): boolean {
		return (this.rules.codesOfThisRunOnly ?? ['NOT_ATTEMPTED']).includes(code);
	}

	oks(): Ok[] {
		return this.finishes().filter((finish) => finish.type === 'ok');
	}

	infos(): Info[] {
		return this.finishes().filter((finish) => finish.type === 'info');
	}

	private finishes(): Finish[] {
		return this.invocations.flatMap(({ finish }) => (finish ? [finish] : []));
	}
}

/** The same goods give the same text, however their lines are split and sorted. */
export function goodsOf(lines: readonly Line[]): string {
	const quantities = new Map<string, number>();
	for (const { product, faceValueCents, quantity, recipient } of lines) {
		const what = `${product} at ${faceValueCents}${recipient === undefined ? '' : ` for ${recipient}`}`;
		quantities.set(what, (quantities.get(what) ?? 0) + quantity);
	}
	return [...quantities]
		.filter(([, quantity]) => quantity !== 0)
		.map(([what, quantity]) => `${quantity} ${what}`)
		.sort()
		.join(' + ');
}

export function groupBy<Value>(values: readonly Value[], keyOfValue: (value: Value) => string): Map<string, Value[]> {
	const groups = new Map<string, Value[]>();
	for (const value of values) {
		const group = groups.get(keyOfValue(value));
		if (group) group.push(value);
		else groups.set(keyOfValue(value), [value]);
	}
	return groups;
}

function keyOf({ run, item }: { run: string; item: number }): string {
	return `${run}|${item}`;
}
