/**
 * What must hold of every recording (docs/purchase-safety.md, "The promise"). Each property answers with what is broken,
 * in sentences.
 */
import { Evidence, goodsOf, groupBy, type Invocation } from './evidence';
import type { BookedOrder, Fail, Recording } from './history';

export interface Violation {
	property: PropertyName;
	message: string;
}

type Property = (evidence: Evidence) => string[];

const everyItemReports: Property = ({ invocations, strayFinishes }) => [
	...invocations
		.filter(({ finish }) => !finish)
		.map(({ invoke }) => `item ${invoke.item} of ${invoke.run} (${invoke.reference}) is gone: nothing was reported`),
	...strayFinishes.map(({ run, item, type }) => `item ${item} of ${run} reports ${type} without being asked, or twice`),
];

const boughtOncePerReference: Property = (evidence) => [
	...[...evidence.ordersByPurchase()]
		.filter(([, orders]) => orders.length > 1)
		.map(([purchase, orders]) => `${purchase} was bought ${orders.length} times: ${idsOf(orders)}`),
	...[...evidence.contestedGoods()].flatMap(([goods, orders]) => {
		const wanted = evidence.purchasesOfGoods(goods).size;
		return orders.length > wanted
			? [`${goods}: ${orders.length} orders (${idsOf(orders)}) for ${wanted} references`]
			: [];
	}),
];

/** Confirmed, or named by its id, or its reference is in doubt and the supplier's list shows it. */
const bookedIsReported: Property = (evidence) => {
	const named = namedOrders(evidence);
	const owned = [...evidence.ordersByPurchase()].flatMap(([purchase, orders]) =>
		orders
			.filter((order) => !named.has(order.orderId))
			.filter((order) => {
				const carts = cartsThatMade(evidence, order, purchase);
				return order.isHidden || !carts.some((goods) => isInDoubt(evidence, purchase, goods));
			})
			.map(({ orderId }) => `${orderId} of ${purchase} was booked, and no report confirms it or leads to it`),
	);
	const contested = [...evidence.contestedGoods()].flatMap(([goods, orders]) => {
		const missing = orders.filter(({ orderId }) => !named.has(orderId));
		const doubts = [...evidence.purchasesOfGoods(goods)].filter((purchase) => isInDoubt(evidence, purchase, goods));
		return missing.length > doubts.length
			? [`${idsOf(missing)} (${goods}) were booked, and no report leads to them`]
			: [];
	});
	return [...owned, ...contested];
};

const confirmedIsBooked: Property = (evidence) =>
	evidence.oks().flatMap((ok) => {
		const order = evidence.orderWithId(ok.orderId);
		if (!order) return [`${ok.reference} is confirmed with ${ok.orderId}, which isn't booked`];
		if (order.madeBy === 'nobody')
			return [`${ok.reference} is confirmed with ${ok.orderId}, which somebody else bought`];
		const reference = order.madeBy?.reference ?? order.reference ?? ok.reference;
		return reference === ok.reference
			? []
			: [`${ok.reference} is confirmed with ${ok.orderId}, which is that of ${reference}`];
	});

const confirmedHoldsTheCart: Property = (evidence) =>
	evidence.invocations.flatMap(({ invoke, finish, goods }) => {
		if (finish?.type !== 'ok' || finish.hasWarning) return [];
		const order = evidence.orderWithId(finish.orderId);
		if (!order || goodsOf(order.lines) === goods) return [];
		return [
			`${invoke.reference} is confirmed with ${order.orderId}: ${goodsOf(order.lines)} instead of ${goods}, unsaid`,
		];
	});

const rejectedIsNotBooked: Property = (evidence) => {
	const orders = evidence.ordersByPurchase();
	const owned = evidence.invocations.flatMap((invocation) => {
		const { invoke, finish } = invocation;
		if (finish?.type !== 'fail' || evidence.isOfThisRunOnly(finish)) return [];
		const booked = orders.get(evidence.purchaseOf(invoke)) ?? [];
		return booked
			.filter((order) => cartsThatMade(evidence, order, evidence.purchaseOf(invoke)).includes(invocation.goods))
			.filter((order) => isDeniedBy(evidence, invocation, order))
			.map((order) => deniedMessage(finish, order));
	});
	const contested = [...evidence.contestedGoods()].flatMap(([goods, ofGoods]) => {
		const purchases = [...evidence.purchasesOfGoods(goods)];
		const rejected = purchases.filter((one) => isAlwaysRejected(evidence, one, goods));
		const isDenied = rejected.length > 0 && ofGoods.length > purchases.length - rejected.length;
		return isDenied ? [`${goods}: booked as ${idsOf(ofGoods)}, though ${rejected.join(', ')} was rejected`] : [];
	});
	return [...owned, ...contested];
};

const oneReferencePerOrder: Property = (evidence) =>
	[...groupBy(evidence.oks(), ({ orderId }) => orderId)]
		.map(([orderId, oks]) => ({ orderId, references: unique(oks.map(({ reference }) => reference)) }))
		.filter(({ references }) => references.length > 1)
		.map(({ orderId, references }) => `${orderId} is confirmed for ${references.join(' and ')}`);

const oneOrderPerReference: Property = (evidence) =>
	[...groupBy(evidence.oks(), (ok) => evidence.purchaseOf(ok))]
		.map(([purchase, oks]) => ({ purchase, ids: unique(oks.map(({ orderId }) => orderId)) }))
		.filter(({ ids }) => ids.length > 1)
		.map(({ purchase, ids }) => `${purchase} is confirmed as ${ids.join(' and then as ')}`);

/** A reference stands for its first cart once that is bought or in doubt, until it is rejected. */
const otherCartIsRefused: Property = (evidence) =>
	[...evidence.purchases()].flatMap(([purchase, invocations]) =>
		invocations.flatMap((later) => {
			const held = cartHeldAt(evidence, invocations, later.startsAt);
			if (held === undefined || held === later.goods) return [];
			if (later.finish?.type === 'ok') return [`${purchase} stands for ${held}, and is confirmed for ${later.goods}`];
			const isSent = evidence.sentFor(later).length > 0;
			return isSent ? [`${purchase} stands for ${held}, and ${later.goods} was sent`] : [];
		}),
	);

/** Where the supplier has no key, an order goes out once, unless the supplier has refused the one before. */
const sentOnceWithoutKey: Property = (evidence) => {
	if (evidence.rules.hasKey) return [];
	const purchases = unique(evidence.sents.map(({ sent }) => evidence.purchaseOf(sent)));
	return purchases.flatMap((purchase) => {
		const sents = evidence.sentsOf(purchase);
		const repeats = sents.filter((later) => sents.some((one) => one.at < later.at && forbids(evidence, one, later)));
		return repeats.map(({ sent }) => `${purchase} was sent again by ${sent.run}, though the one before may be booked`);
	});
};

/** The key is the reference to the letter: another one would be another order. */
const sentUnderItsReference: Property = ({ rules, sents, booked }) => {
	if (!rules.hasKey) return [];
	const bySent = sents
		.filter(({ sent }) => sent.key !== undefined && sent.key !== sent.reference)
		.map(({ sent }) => `${sent.reference} was sent as ${sent.key}`);
	const byBooks = booked.flatMap(({ orderId, reference, madeBy }) =>
		madeBy === undefined || madeBy === 'nobody' || reference === undefined || madeBy.reference === reference
			? []
			: [`${orderId} of ${madeBy.reference} was booked as ${reference}`],
	);
	return [...bySent, ...byBooks];
};

/** An error drops the output of all items, so none may be on its way. */
const nothingThrownOnceSent: Property = (evidence) => {
	const threw = unique(evidence.infos().flatMap(({ why, run }) => (why === 'threw' ? [run] : [])));
	return threw.flatMap((run) => {
		const sent = evidence.sents.filter((one) => one.sent.run === run && one.sent.answer === 'other');
		const booked = evidence.booked.filter(({ madeBy }) => typeof madeBy === 'object' && madeBy.run === run);
		if (sent.length === 0 && booked.length === 0) return [];
		return [`${run} ended with an error after ${sent.length} orders that may be booked (${idsOf(booked)})`];
	});
};

const bookedWithinDayLimit: Property = ({ rules, booked }) => {
	const { dayLimitCents } = rules;
	if (dayLimitCents === undefined) return [];
	const days = groupBy(booked, ({ bookedAt }) => new Date(bookedAt).toISOString().slice(0, 10));
	return [...days].flatMap(([day, orders]) => {
		const sum = orders.reduce((cents, { totalCents = 0 }) => cents + totalCents, 0);
		const isOurs = orders.some(({ madeBy }) => madeBy !== 'nobody');
		return sum > dayLimitCents && isOurs ? [`${sum} cents were booked on ${day}; the limit is ${dayLimitCents}`] : [];
	});
};

const codesStayWhereTheyBelong: Property = ({ rules, recording }) => {
	const { placesForCodes } = rules;
	if (placesForCodes === undefined) return [];
	// The code itself has no place in a message either.
	return recording.events.flatMap((event) =>
		event.type === 'shown' && !placesForCodes.includes(event.place)
			? [`a code is shown in ${event.place} of ${event.run}`]
			: [],
	);
};

/** In the output of its run or, where nobody has heard that, in one of a later run of the same process. */
const codesThatComeOnceAreShown: Property = (evidence) => {
	const { givesCodesOnce, placesForCodes = [] } = evidence.rules;
	if (!givesCodesOnce) return [];
	const unheard = new Set(evidence.infos().flatMap(({ why, run }) => (why === 'unknown' ? [] : [run])));
	const { events } = evidence.recording;
	const shown = new Set(
		events.flatMap((event) =>
			event.type === 'shown' && placesForCodes.includes(event.place) && !unheard.has(event.run) ? [event.code] : [],
		),
	);
	return events.flatMap((event, at) => {
		if (event.type !== 'given' || shown.has(event.code)) return [];
		const isDue = evidence.invocations.some(
			({ invoke, startsAt }) =>
				!unheard.has(invoke.run) && (invoke.run === event.run || (invoke.process === event.process && startsAt > at)),
		);
		return isDue ? [`a code that ${event.run} was given is in no output`] : [];
	});
};

export const PROPERTIES = {
	everyItemReports,
	boughtOncePerReference,
	bookedIsReported,
	confirmedIsBooked,
	confirmedHoldsTheCart,
	rejectedIsNotBooked,
	oneReferencePerOrder,
	oneOrderPerReference,
	otherCartIsRefused,
	sentOnceWithoutKey,
	sentUnderItsReference,
	nothingThrownOnceSent,
	bookedWithinDayLimit,
	codesStayWhereTheyBelong,
	codesThatComeOnceAreShown,
} satisfies { [name: string]: Property };

export type PropertyName = keyof typeof PROPERTIES;

/** What is broken in a recording; empty when everything holds. */
export function check(recording: Recording): Violation[] {
	const evidence = new Evidence(recording);
	return Object.entries(PROPERTIES).flatMap(([property, violationsOf]) =>
		violationsOf(evidence).map((message) => ({ property: property as PropertyName, message })),
	);
}

function namedOrders(evidence: Evidence): Set<string> {
	const confirmed = evidence.oks().map(({ orderId }) => orderId);
	return new Set([...confirmed, ...evidence.infos().flatMap(({ candidates = [] }) => candidates)]);
}

function isInDoubt(evidence: Evidence, purchase: string, goods: string): boolean {
	return evidence.lastWord(purchase, goods)?.type === 'info';
}

/** The carts for which the purchase may have sent this order: the supplier can have booked other goods. */
function cartsThatMade(evidence: Evidence, { madeBy, lines }: BookedOrder, purchase: string): string[] {
	const invocations = evidence.purchases().get(purchase) ?? [];
	const senders = invocations.filter(
		({ invoke }) =>
			typeof madeBy === 'object' &&
			invoke.run === madeBy.run &&
			(madeBy.item === undefined || madeBy.item === invoke.item),
	);
	if (senders.length > 0) return unique(senders.map(({ goods }) => goods));
	const carts = unique(invocations.map(({ goods }) => goods));
	return carts.includes(goodsOf(lines)) || carts.length > 1 ? [goodsOf(lines)] : carts;
}

/** Whether a rejection is about an order that this run, or one before it, has sent. Of runs at one time either may be first. */
function isDeniedBy(evidence: Evidence, denial: Invocation, order: BookedOrder): boolean {
	const { invoke, goods } = denial;
	const purchase = evidence.purchaseOf(invoke);
	const isOwn = () =>
		evidence.invocations.every((other) => !isSameCartOfRun(evidence, denial, other) || other.finish?.type === 'fail');
	if (typeof order.madeBy === 'object') {
		const { run, item, reference } = order.madeBy;
		if (run === invoke.run) return item === undefined ? isOwn() : item === invoke.item;
		return evidence.sentBy({ run }, reference).some(({ at }) => at < denial.startsAt);
	}
	const sents = evidence.sentsOf(purchase).filter(({ sent }) => sent.answer !== 'refused');
	if (sents.length === 0) return isAlwaysRejected(evidence, purchase, goods);
	if (sents.some(({ at }) => at < denial.startsAt)) return true;
	return sents.every(({ sent }) => sent.run === invoke.run) && isOwn();
}

function isSameCartOfRun(evidence: Evidence, one: Invocation, other: Invocation): boolean {
	return (
		one.invoke.run === other.invoke.run &&
		one.goods === other.goods &&
		evidence.purchaseOf(one.invoke) === evidence.purchaseOf(other.invoke)
	);
}

function isAlwaysRejected(evidence: Evidence, purchase: string, goods: string): boolean {
	return evidence.invocations
		.filter((one) => evidence.purchaseOf(one.invoke) === purchase && one.goods === goods)
		.every(({ finish }) => finish?.type === 'fail' && !evidence.isOfThisRunOnly(finish));
}

function deniedMessage({ reference, code, run }: Fail, { orderId }: BookedOrder): string {
	return `${reference} is rejected by ${run} (${code}), though ${orderId} is booked for it`;
}

function cartHeldAt(evidence: Evidence, invocations: Invocation[], position: number): string | undefined {
	const heard = invocations
		.filter(({ endsAt, finish }) => endsAt < position && finish && evidence.saysSomething(finish))
		.sort((one, other) => one.endsAt - other.endsAt);
	let held: string | undefined;
	for (const { finish, goods } of heard) {
		if (finish?.type === 'fail') held = held === goods ? undefined : held;
		else if (finish?.type === 'ok' || wasSentFor(evidence, invocations, goods, position)) held ??= goods;
	}
	return held;
}

/** An `unknown` of an order that was never sent stands for nothing. */
function wasSentFor(evidence: Evidence, invocations: Invocation[], goods: string, before: number): boolean {
	return invocations.some(
		(one) =>
			one.goods === goods && evidence.sentFor(one).some(({ at, sent }) => at < before && sent.answer !== 'refused'),
	);
}

/** Whether an order that was sent keeps a later one from being sent. */
function forbids(evidence: Evidence, one: Evidence['sents'][number], later: Evidence['sents'][number]): boolean {
	switch (one.sent.answer) {
		case 'refused':
			return false;
		case 'other':
			return true;
		case 'doubtful':
			// It may be believed after looking, by its own run, which a later run relies on.
			return evidence
				.sendersOf(one.sent)
				.some(
					({ finish, endsAt }) =>
						endsAt > later.at || finish?.type === 'ok' || (finish?.type === 'info' && finish.why === 'unknown'),
				);
	}
}

function idsOf(orders: readonly BookedOrder[]): string {
	return orders.map(({ orderId }) => orderId).join(', ') || 'none';
}

function unique<Value>(values: readonly Value[]): Value[] {
	return [...new Set(values)];
}
