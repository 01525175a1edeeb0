/** The promise of this package, checked on what a schedule left behind. Answers with what is broken, in sentences. */
import type { Evidence, RunEvidence } from './play';
import { cartOf, CARTS, type Schedule } from './schedule';
import type { BookedInBooks } from '../rigs/rig';

export function brokenPromises(schedule: Schedule, evidence: Evidence): string[] {
	return [
		...boughtTwice(schedule, evidence.booked),
		...lost(schedule, evidence),
		...wronglyTold(schedule, evidence),
		...evidence.runs.flatMap((run) => [...boughtThoughRejected(schedule, run), ...droppedByThrowing(schedule, run)]),
	];
}

/** The references under which a cart may have been bought, at most once each. */
function referencesOf(schedule: Schedule, cart: number): Set<string> {
	return new Set(schedule.items.filter((item) => item.cart === cart).map(({ reference }) => reference));
}

export function withCart(booked: BookedInBooks[], cart: number): BookedInBooks[] {
	return booked.filter((order) => cartOf(order) === cart);
}

export function boughtTwice(schedule: Schedule, booked: BookedInBooks[]): string[] {
	const references = new Set(schedule.items.map(({ reference }) => reference));
	const broken: string[] = [];
	if (booked.length > references.size) broken.push(`${booked.length} orders for ${references.size} references`);
	for (const cart of Array(CARTS).keys()) {
		const bought = withCart(booked, cart).length;
		const wanted = referencesOf(schedule, cart).size;
		if (bought > wanted) broken.push(`cart ${cart} bought ${bought} times for ${wanted} references`);
	}
	// Where the supplier writes the reference into its books, it is counted to the letter.
	for (const reference of references) {
		const own = booked.filter((order) => order.reference === reference);
		if (own.length > 1) broken.push(`${reference} bought ${own.length} times`);
	}
	return broken;
}

/** Every booked order came out of some run, or the last run says `unknown` for a reference that leads to it. */
function lost(schedule: Schedule, { runs, last, booked }: Evidence): string[] {
	const delivered = new Set([...runs, last].flatMap(({ told }) => told.map(({ orderId }) => orderId)));
	const broken: string[] = [];
	for (const cart of Array(CARTS).keys()) {
		const missing = withCart(booked, cart).filter(({ orderId }) => !delivered.has(orderId));
		const doubtful = new Set(
			last.told
				.filter(({ outcome, item }) => outcome === 'unknown' && schedule.items[item]!.cart === cart)
				.map(({ reference }) => reference),
		);
		if (missing.length > doubtful.size) {
			broken.push(`lost: ${missing.map(({ orderId }) => orderId).join(', ')} of cart ${cart}, named nowhere`);
		}
	}
	return broken;
}

/** A confirmed order is in the books with this cart, belongs to one reference only, and stays the same for it. */
function wronglyTold(schedule: Schedule, { runs, last, booked }: Evidence): string[] {
	const broken: string[] = [];
	const ownerOf = new Map<string, string>();
	const orderOf = new Map<string, string>();
	for (const told of [...runs, last].flatMap((run) => run.told)) {
		if (told.outcome !== 'confirmed') continue;
		const { reference, orderId = '(none)', item } = told;
		const order = booked.find((entry) => entry.orderId === orderId);
		if (!order) broken.push(`${reference} confirmed with ${orderId}, which the supplier never booked`);
		else if (cartOf(order) !== schedule.items[item]!.cart)
			broken.push(`${reference} confirmed with an order of another cart`);
		if ((ownerOf.get(orderId) ?? reference) !== reference) broken.push(`${orderId} given to two references`);
		if ((orderOf.get(reference) ?? orderId) !== orderId) broken.push(`${reference} confirmed with two orders`);
		ownerOf.set(orderId, reference);
		orderOf.set(reference, orderId);
	}
	return broken;
}

export function boughtThoughRejected(schedule: Schedule, run: RunEvidence): string[] {
	if (run.wasAccompanied) return []; // the other execution may rightly have bought what this one could not send
	return [...Array(CARTS).keys()].flatMap((cart) => {
		const ofCart = run.told.filter(({ item }) => schedule.items[item]!.cart === cart);
		// A later item with the same reference may rightly have bought what an earlier one could not send.
		const maybeBought = new Set(
			ofCart.filter(({ outcome }) => outcome !== 'rejected').map(({ reference }) => reference),
		);
		const rejected = new Set(
			ofCart.map(({ reference }) => reference).filter((reference) => !maybeBought.has(reference)),
		);
		const possible = [...referencesOf(schedule, cart)].filter((reference) => !rejected.has(reference)).length;
		const bought = withCart(run.bookedAfter, cart).length;
		return bought > possible ? [`cart ${cart} was booked, though ${[...rejected].join(', ')} was told rejected`] : [];
	});
}

function droppedByThrowing(schedule: Schedule, run: RunEvidence): string[] {
	const booksLate = schedule.runs.some(({ faults }) => faults.some(({ fault }) => fault.kind === 'dropAndWork'));
	if (!run.threw || run.wasAccompanied || booksLate) return [];
	const bought = run.bookedAfter.length - run.bookedBefore.length;
	return bought > 0 ? [`the node stopped the workflow after ${bought} orders were bought in it`] : [];
}
