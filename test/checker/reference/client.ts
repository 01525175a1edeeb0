/**
 * A purchase client of its own, with a switch for each planted bug. Without one it keeps every property; the checker has
 * to find each bug by what the client does.
 */
import { goodsOf } from '../evidence';
import type { Actor, Line } from '../history';
import type { Bug } from './bugs';
import { type Journal, JournalAway, type Row } from './journal';
import type { Simulation, Steps } from './simulation';
import {
	BOOKING_TAKES_MS,
	type ListedOrder,
	type OrderReply,
	type PostFault,
	type Reply,
	type ShownOrder,
	type Supplier,
	totalOf,
} from './supplier';

export interface Item {
	reference: string;
	cart: Line[];
}

/** What became of an item, as the client reports it. */
export type Result =
	| { type: 'ok'; orderId: string; hasWarning: boolean }
	| { type: 'fail'; code: string }
	| { type: 'unknown'; candidates: string[] };

/** What a process keeps in memory. Gone when it ends. */
export class ProcessMemory {
	/** Codes that nobody has got to see yet. */
	codes: string[] = [];
	/** For a bug: the journal. */
	readonly journal = new Map<string, Known>();
}

/** What an execution and its retries know. */
export type ExecutionMemory = Map<string, Known>;

export interface Known {
	goods: string;
	sentAt: number;
	newestBefore: string;
	orderId?: string;
	hasWarning?: boolean;
	isRefused?: boolean;
}

export interface Run extends Actor {
	items: Item[];
	memory: ExecutionMemory;
	stopsOnError: boolean;
	isStopped: boolean;
	postFault(): PostFault | undefined;
	journalFault(): 'before' | 'after' | undefined;
}

/** What all runs share. */
export interface World {
	simulation: Simulation;
	supplier: Supplier;
	journal: Journal;
	hasKey: boolean;
	dayLimitCents: number | undefined;
	has(bug: Bug): boolean;
	onGiven(run: Run, code: string): void;
	onLogged(run: Run, text: string): void;
	/** An order that another reference holds, for a supplier that mixes them up. */
	idOfAnother(reference: string): string | undefined;
}

export class WorkflowStopped extends Error {}

/** How a reference is reserved. */
type How = 'new' | 'again' | 'afterRefusal';

type Reading =
	| { kind: 'booked'; orderId: string; lines: Line[] | undefined }
	| { kind: 'refused' }
	| { kind: 'doubtful' }
	| { kind: 'taken'; orderIds: string[] }
	| { kind: 'unclear' };

type Look =
	{ kind: 'ours'; orderId: string } | { kind: 'several'; candidates: string[] } | { kind: 'none' } | { kind: 'failed' };

const CLOCKS_DIFFER_MS = 120_000;
const LOOKS = 3;
const PAUSE_BETWEEN_LOOKS_MS = 20_000;
const MOST_SENDINGS_WITH_KEY = 4;
/** Two orders that were sent within this can't be told apart by their times. */
const RIVALS_WITHIN_MS = 2 * (BOOKING_TAKES_MS + CLOCKS_DIFFER_MS);

const unknown = (...candidates: string[]): Result => ({ type: 'unknown', candidates });
const fail = (code: string): Result => ({ type: 'fail', code });

export class Client {
	constructor(
		private readonly world: World,
		private readonly process: ProcessMemory,
		private readonly run: Run,
	) {}

	/** @throws WorkflowStopped */
	*buyAll(): Steps<Array<Result | undefined>> {
		const results: Array<Result | undefined> = [];
		let isMoneyAtStake = false;
		for (const item of this.run.items) {
			if (this.run.isStopped) {
				results.push(fail('NOT_ATTEMPTED'));
				continue;
			}
			const result = yield* new Order(this.world, this.process, this.run, item).place();
			const mayDrop = !isMoneyAtStake || this.world.has('an error drops what was bought');
			if (result.type !== 'fail') isMoneyAtStake = true;
			else if (this.run.stopsOnError && mayDrop) throw new WorkflowStopped();
			const isDropped = result.type === 'unknown' && this.world.has('an unknown item is not reported');
			results.push(isDropped ? undefined : result);
		}
		return results;
	}
}

class Order {
	private readonly goods: string;
	/** In the journal and in memory. */
	private readonly name: string;
	private sendings = 0;

	constructor(
		private readonly world: World,
		private readonly process: ProcessMemory,
		private readonly run: Run,
		private readonly item: Item,
	) {
		this.goods = goodsOf(item.cart);
		this.name = this.has('references are remembered in capitals') ? item.reference.toUpperCase() : item.reference;
	}

	private has(bug: Bug): boolean {
		return this.world.has(bug);
	}

	private get now(): number {
		return this.world.simulation.now;
	}

	*place(): Steps<Result> {
		let known: Known | undefined;
		try {
			known = yield* this.recall();
		} catch {
			known = this.run.memory.get(this.name);
			if (!known && this.has('a journal that fails is rejected')) return fail('NO_JOURNAL');
			// What an earlier run has bought isn't known.
			if (!known && !this.has('a journal that fails is passed over')) return unknown();
		}
		if (!known) return yield* this.begin();
		if (known.goods !== this.goods) {
			if (this.has('another cart is bought under the reference')) return yield* this.begin('again');
			const { orderId } = known;
			if (this.has('another cart is confirmed under the reference') && orderId !== undefined) {
				return { type: 'ok', orderId, hasWarning: false };
			}
			return fail('REFERENCE_USED');
		}
		if (known.orderId !== undefined) {
			if (this.has('a confirmed order is looked for again')) return yield* this.lookAgain();
			return { type: 'ok', orderId: known.orderId, hasWarning: known.hasWarning === true };
		}
		if (known.isRefused) return yield* this.lookOnceMore(known);
		if (this.has('an order in doubt is sent again by the next run')) return yield* this.begin('again');
		return this.world.hasKey ? yield* this.send('inDoubt', known) : yield* this.find(known, unknown());
	}

	/** The newest order with the same goods, for a bug. */
	private *lookAgain(): Steps<Result> {
		const listed = yield* this.world.supplier.latestOrders();
		for (const { orderId } of listed?.body ?? []) {
			const shown = yield* this.world.supplier.order(orderId);
			if (shown?.body && this.isSame(shown.body)) return { type: 'ok', orderId, hasWarning: false };
		}
		return unknown();
	}

	/** What journal and execution remember of the reference. */
	private *recall(): Steps<Known | undefined> {
		if (this.has('the journal is kept in memory')) return this.process.journal.get(this.name);
		const inMemory = this.run.memory.get(this.name);
		const inJournal = yield* this.world.journal.change((row) => knownIn(row, this.name), this.run.journalFault());
		return inJournal?.orderId === undefined ? (inMemory ?? inJournal) : inJournal;
	}

	/** @param how `again` writes over what is there, `afterRefusal` over an intent whose refusal was believed */
	private *begin(how: How = 'new'): Steps<Result> {
		let newestBefore = '';
		if (!this.world.hasKey) {
			const listed = yield* this.world.supplier.latestOrders();
			if (!listed?.body) return fail('COULD_NOT_LIST');
			newestBefore = listed.body[0]?.orderId ?? '';
		}
		if (this.run.isStopped) return fail('CANCELED');
		const known = { goods: this.goods, sentAt: this.now, newestBefore };
		if (!this.has('the intent is written after sending')) {
			const reserved = yield* this.reserve(known, how);
			if (reserved === 'away') return fail('NO_JOURNAL');
			if (reserved === 'overLimit') return fail('DAY_LIMIT');
			if (reserved === 'taken') return yield* this.place();
		}
		// Waiting for the lock may have taken long.
		const sentAt = this.now;
		this.remember({ ...known, sentAt });
		return yield* this.send('first', { ...known, sentAt });
	}

	private *reserve(known: Known, how: How): Steps<'reserved' | 'taken' | 'overLimit' | 'away'> {
		if (this.has('the journal is kept in memory')) return 'reserved';
		const { goods, sentAt, newestBefore } = known;
		const totalCents = totalOf(this.item.cart);
		const { dayLimitCents = Infinity } = this.world;
		const mayOverwrite = how === 'again' || this.has('an intent that is there is written over');
		try {
			return yield* this.world.journal.change((row) => {
				const isFree = !row.intents[this.name] || (how === 'afterRefusal' && row.refused[this.name]);
				if (!isFree && !mayOverwrite) return 'taken';
				delete row.refused[this.name];
				const isOverLimit = this.spentIn(row) + totalCents > dayLimitCents;
				if (isOverLimit && !this.has('the day limit is ignored')) return 'overLimit';
				row.intents[this.name] = { goods, sentAt, newestBefore, totalCents };
				return 'reserved';
			}, this.run.journalFault());
		} catch (cause) {
			if (!(cause instanceof JournalAway)) throw cause;
			return this.has('a journal that fails is passed over') ? 'reserved' : 'away';
		}
	}

	private spentIn({ intents, done }: Row): number {
		return Object.entries(intents)
			.filter(([reference]) => !this.has('the day limit counts confirmed orders alone') || done[reference])
			.reduce((cents, [, { totalCents }]) => cents + totalCents, 0);
	}

	private remember(known: Known): void {
		this.run.memory.set(this.name, known);
		if (this.has('the journal is kept in memory')) this.process.journal.set(this.name, known);
	}

	private *send(doubt: 'first' | 'inDoubt', known: Known): Steps<Result> {
		for (let isInDoubt = doubt === 'inDoubt'; ; isInDoubt = true) {
			const reply = yield* this.submit();
			if (this.has('the intent is written after sending')) yield* this.reserve(known, 'again');
			const reading = this.read(reply);
			switch (reading.kind) {
				case 'booked':
					return yield* this.confirm(reading.orderId, reading.lines);
				case 'refused':
					if (isInDoubt && !this.has('a refusal after doubt is rejected')) return yield* this.findByKey(unknown());
					yield* this.free();
					return fail('REFUSED');
				case 'taken':
					return yield* this.adoptByKey(reading.orderIds, unknown(...reading.orderIds));
				case 'doubtful':
					if (this.world.hasKey) return yield* this.findByKey(unknown());
					if (this.has('a 409 is rejected') && reply?.status === 409) return fail('CONFLICT');
					if (this.has('no beside an order number is rejected') && reply?.status === 200) return fail('REFUSED');
					return yield* this.find(known, 'refuse');
				case 'unclear': {
					if (this.has('a lost reply is rejected') && !reply) return fail('TIMEOUT');
					if (this.has('a 5xx is rejected') && (reply?.status ?? 0) >= 500) return fail('SERVER_ERROR');
					if (this.has('an unreadable 2xx is rejected') && reply?.status === 200) return fail('UNREADABLE');
					if (this.has('a lost reply is confirmed') && !reply) return yield* this.confirm('order-?', undefined);
					if (this.has('a lost reply is sent again') && this.sendings < 2) continue;
					if (!this.world.hasKey) return yield* this.find(known, unknown());
					if (this.sendings >= MOST_SENDINGS_WITH_KEY || this.run.isStopped) return yield* this.findByKey(unknown());
					yield 2000 * this.sendings;
				}
			}
		}
	}

	private *submit(): Steps<Reply<OrderReply>> {
		this.sendings += 1;
		const { process, run, node, items } = this.run;
		const { reference, cart } = this.item;
		const sender = { process, run, node, reference, item: items.indexOf(this.item) };
		const request = { lines: cart, ...(this.world.hasKey ? { key: this.key() } : {}) };
		const idOfAnother = this.world.idOfAnother(reference);
		const reply = yield* this.world.supplier.submit(request, sender, this.run.postFault(), idOfAnother);
		const code = reply?.body?.code;
		if (code !== undefined) {
			this.world.onGiven(this.run, code);
			this.process.codes.push(code);
			if (this.has('codes stand in the log')) this.world.onLogged(this.run, code);
		}
		return reply;
	}

	private key(): string {
		const { reference } = this.item;
		if (this.has('a new key for each sending')) return `${reference}-${this.run.run}-${this.sendings}`;
		return this.has('the key is written in capitals') ? reference.toUpperCase() : reference;
	}

	private read(reply: Reply<OrderReply>): Reading {
		if (!reply?.body) return { kind: 'unclear' };
		const { status, body } = reply;
		if (status === 409) return body.orderIds ? { kind: 'taken', orderIds: body.orderIds } : { kind: 'doubtful' };
		if (status >= 400 && status < 500) return { kind: 'refused' };
		if (body.success === false) return { kind: 'doubtful' };
		return body.orderId === undefined
			? { kind: 'unclear' }
			: { kind: 'booked', orderId: body.orderId, lines: body.lines };
	}

	private *confirm(orderId: string, lines: Line[] | undefined): Steps<Result> {
		const isOther = lines !== undefined && goodsOf(lines) !== this.goods;
		const hasWarning = isOther && !this.has('other goods are confirmed without a warning');
		const claimed = yield* this.claim(orderId, hasWarning);
		if (claimed === 'held') return unknown(orderId);
		const known = this.run.memory.get(this.name);
		if (known) this.remember({ ...known, orderId, hasWarning });
		return { type: 'ok', orderId, hasWarning };
	}

	/**
	 * Writes down whose an order is.
	 *
	 * @param found what was known when it was found in the list; undefined where the supplier's reply has named it
	 * @returns `held` when it is another reference's, or may be
	 */
	private *claim(orderId: string, hasWarning: boolean, found?: Known): Steps<'mine' | 'held' | 'away'> {
		if (this.has('the journal is kept in memory')) return 'mine';
		const isTrusting = !found && this.has('an id that another reference holds is trusted');
		try {
			return yield* this.world.journal.change((row) => {
				const holder = row.claims[orderId];
				const isHeld = !this.world.hasKey && holder !== undefined && holder !== this.name;
				if (isHeld && !isTrusting && !this.has('an order of another reference is adopted')) return 'held';
				if (found && !this.world.hasKey && this.hasRival(row, found)) return 'held';
				if (!this.has('an order is done without a claim')) row.claims[orderId] = this.name;
				row.done[this.name] = { orderId, hasWarning };
				// Another run, whose sending was refused, may have freed it meanwhile.
				const intent = row.intents[this.name] ?? {
					sentAt: this.now,
					newestBefore: '',
					totalCents: totalOf(this.item.cart),
				};
				row.intents[this.name] = { ...intent, goods: this.goods };
				return 'mine';
			}, this.run.journalFault());
		} catch (cause) {
			if (!(cause instanceof JournalAway)) throw cause;
			return 'away';
		}
	}

	/** Another reference with the same cart was sent about the same time, and nobody knows which order is whose. */
	private hasRival(row: Row, { sentAt }: Known): boolean {
		if (this.has('a reference in doubt with the same cart is overlooked')) return false;
		return Object.entries(row.intents).some(
			([other, intent]) =>
				other !== this.name &&
				intent.goods === this.goods &&
				!row.done[other] &&
				Math.abs(intent.sentAt - sentAt) <= RIVALS_WITHIN_MS,
		);
	}

	/** Nothing was bought. */
	private *free(): Steps<void> {
		this.run.memory.delete(this.name);
		this.process.journal.delete(this.name);
		try {
			yield* this.world.journal.change((row) => {
				delete row.intents[this.name];
				delete row.refused[this.name];
			}, this.run.journalFault());
		} catch (cause) {
			if (!(cause instanceof JournalAway)) throw cause;
		}
	}

	/** An earlier sending was refused in doubtful words: a later run sends again where there is still no order. */
	private *lookOnceMore(known: Known): Steps<Result> {
		const isOfThisExecution = this.run.memory.get(this.name)?.isRefused === true;
		if (isOfThisExecution) return fail('REFUSED');
		const look = yield* this.look(known);
		if (look.kind !== 'none') return yield* this.conclude(look, known, unknown());
		if (this.has('a reference that was refused is freed by whoever looks')) {
			yield* this.free();
			return yield* this.begin();
		}
		// In one step: another process may be doing the same, and have sent it by now.
		return yield* this.begin('afterRefusal');
	}

	/** Looks for an order in the list. @param otherwise what it is when there is none */
	private *find(known: Known, otherwise: Result | 'refuse'): Steps<Result> {
		const look = yield* this.look(known, otherwise === 'refuse' ? 'doubtful' : 'unclear');
		if (look.kind === 'none' && this.has('nothing in the list is rejected')) return fail('NOT_FOUND');
		if (look.kind === 'failed' && this.has('a list that fails is rejected')) return fail('NOT_FOUND');
		if (look.kind === 'failed' && this.has('an error while looking is thrown')) throw new WorkflowStopped();
		if (this.run.isStopped && this.has('stop frees the reference')) {
			yield* this.free();
			return fail('CANCELED');
		}
		if (look.kind === 'none' && otherwise === 'refuse') return yield* this.believeRefusal(known);
		const result = yield* this.conclude(look, known, otherwise === 'refuse' ? unknown() : otherwise);
		if (result.type === 'unknown' && this.has('unknown frees the reference')) yield* this.free();
		return result;
	}

	private *believeRefusal(known: Known): Steps<Result> {
		if (this.run.isStopped) return unknown();
		try {
			yield* this.world.journal.change((row) => {
				row.refused[this.name] = true;
			}, this.run.journalFault());
		} catch (cause) {
			if (!(cause instanceof JournalAway)) throw cause;
		}
		this.remember({ ...known, isRefused: true });
		return fail('REFUSED');
	}

	private *conclude(look: Look, known: Known, otherwise: Result): Steps<Result> {
		if (look.kind === 'several') return unknown(...look.candidates);
		if (look.kind !== 'ours') return otherwise;
		const claimed = yield* this.claim(look.orderId, false, known);
		// Without a claim another process may adopt it too.
		if (claimed !== 'mine') return unknown(look.orderId);
		this.remember({ ...known, orderId: look.orderId });
		return { type: 'ok', orderId: look.orderId, hasWarning: false };
	}

	private *look(known: Known, doubt: 'doubtful' | 'unclear' = 'unclear'): Steps<Look> {
		const isHasty = doubt === 'doubtful' && this.has('a doubtful refusal is believed at the first look');
		if (!isHasty) yield* this.pause(known.sentAt + BOOKING_TAKES_MS + 5000 - this.now);
		for (let look = 1; look <= LOOKS && !this.run.isStopped; look++) {
			const found = yield* this.lookOnce(known);
			if (found.kind !== 'none' || isHasty) return found;
			yield* this.pause(PAUSE_BETWEEN_LOOKS_MS * look);
		}
		return { kind: 'none' };
	}

	private *lookOnce(known: Known): Steps<Look> {
		const listed = yield* this.world.supplier.latestOrders();
		if (!listed?.body) return { kind: 'failed' };
		const free = this.newerThan(listed.body, known.newestBefore);
		let row: Row;
		try {
			row = yield* this.world.journal.change((all) => structuredClone(all), this.run.journalFault());
		} catch (cause) {
			if (!(cause instanceof JournalAway)) throw cause;
			return { kind: 'failed' };
		}
		const same: string[] = [];
		for (const { orderId, createdAt } of free) {
			const holder = row.claims[orderId];
			const isMine = holder === this.name;
			if (isMine && this.has('a claim is believed without its goods')) return { kind: 'ours', orderId };
			const isOthers = holder !== undefined && !isMine && !this.has('an order of another reference is adopted');
			if (isOthers || !this.fitsTime(createdAt, known)) continue;
			const shown = yield* this.world.supplier.order(orderId);
			if (!shown?.body) return { kind: 'failed' };
			if (!this.isSame(shown.body)) continue;
			if (isMine) return { kind: 'ours', orderId };
			same.push(orderId);
		}
		if (same.length === 0) return { kind: 'none' };
		const isClear = same.length === 1 || this.has('the first of several orders is adopted');
		return isClear ? { kind: 'ours', orderId: same[0]! } : { kind: 'several', candidates: same };
	}

	private newerThan(listed: ListedOrder[], newestBefore: string): ListedOrder[] {
		if (this.has('the time of an order is ignored')) return listed;
		if (this.has('the newest order is adopted')) return listed.slice(0, 1);
		if (newestBefore === '') return listed;
		const at = listed.findIndex(({ orderId }) => orderId === newestBefore);
		return at === -1 ? [] : listed.slice(0, at);
	}

	private fitsTime(createdAt: number, { sentAt }: Known): boolean {
		if (this.has('the time of an order is ignored')) return true;
		return createdAt >= sentAt - CLOCKS_DIFFER_MS && createdAt <= sentAt + BOOKING_TAKES_MS + CLOCKS_DIFFER_MS;
	}

	private isSame({ lines, key }: ShownOrder): boolean {
		if (this.has('the newest order is adopted')) return true;
		if (this.world.hasKey && key !== this.key()) return false;
		return (
			goodsOf(lines.map((line) => this.compared(line))) === goodsOf(this.item.cart.map((line) => this.compared(line)))
		);
	}

	private compared(line: Line): Line {
		const { recipient, ...rest } = line;
		return {
			...rest,
			...(this.has('goods are compared without quantity') ? { quantity: 1 } : {}),
			...(this.has('goods are compared without face value') ? { faceValueCents: 0 } : {}),
			...(recipient === undefined || this.has('goods are compared without recipient') ? {} : { recipient }),
		};
	}

	/** Looks for orders with this reference where the supplier has a key. */
	private *findByKey(otherwise: Result): Steps<Result> {
		return yield* this.adoptByKey([], otherwise);
	}

	private *adoptByKey(orderIds: string[], otherwise: Result): Steps<Result> {
		let ids = orderIds;
		for (let look = 1; look <= LOOKS; look++) {
			if (ids.length === 0) {
				const listed = yield* this.world.supplier.latestOrders();
				if (listed && !listed.body && this.has('a list that fails is rejected')) return fail('NOT_FOUND');
				if (!listed?.body && this.has('an error while looking is thrown')) throw new WorkflowStopped();
				if (!listed?.body) return otherwise;
				ids = listed.body.filter(({ key }) => key === this.key()).map(({ orderId }) => orderId);
			}
			const [only, ...others] = ids;
			if (only !== undefined && others.length === 0) {
				if (this.has('a taken key is adopted without its goods')) return yield* this.confirm(only, undefined);
				const shown = yield* this.world.supplier.order(only);
				if (!shown?.body) return unknown(only);
				if (this.isSame(shown.body)) return yield* this.confirm(only, undefined);
				// Perhaps it is this one all the same, and the supplier has booked other goods.
				return unknown(only);
			}
			if (this.run.isStopped) break;
			yield* this.pause(2000 * look);
		}
		return ids.length === 0 ? otherwise : unknown(...ids);
	}

	private *pause(ms: number): Steps<void> {
		for (let left = ms; left > 0 && !this.run.isStopped; left -= 5000) yield Math.min(left, 5000);
	}
}

function knownIn({ intents, done, refused }: Row, name: string): Known | undefined {
	const intent = intents[name];
	if (!intent) return undefined;
	const { goods, sentAt, newestBefore } = intent;
	return { goods, sentAt, newestBefore, ...done[name], ...(refused[name] ? { isRefused: true } : {}) };
}
