/* The checker, measured: it is silent about a correct client, and finds every planted bug. */
import {
	check,
	checkCleanRuns,
	checkPlantedBug,
	type BookedOrder,
	type FoundBug,
	type HistoryEvent,
	type Line,
	PLANTED_BUGS,
	playSeed,
	PROPERTIES,
	type PropertyName,
	type Rules,
} from '../../checker';
import { writeFigures } from '../../prove/figures';

const MOST_SEEDS = 1500;
const CLEAN_RUNS = Number(process.env.CHECKER_RUNS ?? 2000);

it(`raises no alarm in ${CLEAN_RUNS} schedules of a correct client`, () => {
	const { alarms, seen } = checkCleanRuns({ from: 1, count: CLEAN_RUNS });
	writeFigures('checker-clean', { runs: CLEAN_RUNS, alarms: alarms.length, seen });
	expect(alarms).toEqual([]);
	// Silence about runs in which nothing happens would mean little.
	expect(Object.values(seen).every((count) => count > 100)).toBe(true);
});

describe('finds each planted bug', () => {
	const found: FoundBug[] = [];

	it.each(PLANTED_BUGS.map(({ name }) => name))('%s', (bug) => {
		const one = checkPlantedBug(bug, { seeds: MOST_SEEDS });
		found.push(one);
		expect(one).toMatchObject({ bug, seed: expect.any(Number) });
		// It is the bug that is found: without it the same schedule is silent.
		expect(check(playSeed(one.seed!, { scheduleOf: bug }))).toEqual([]);
	});

	it('and each property finds one', () => {
		writeFigures('checker-planted', {
			planted: PLANTED_BUGS.length,
			found: found.length,
			seeds: found.map(({ seed }) => seed),
		});
		const used = new Set(found.flatMap(({ properties }) => properties));
		expect(Object.keys(PROPERTIES).filter((property) => !used.has(property as PropertyName))).toEqual([]);
	});
});

describe('without knowing who has sent an order', () => {
	const cart: Line[] = [{ product: 'P1', faceValueCents: 1000, quantity: 1 }];
	const other: Line[] = [{ product: 'P1', faceValueCents: 1000, quantity: 2 }];
	const split: Line[] = [
		{ product: 'P1', faceValueCents: 1000, quantity: 1 },
		{ product: 'P1', faceValueCents: 1000, quantity: 1 },
	];
	const actor = (run = 1) => ({ process: 'p', run: `run-${run}`, node: 'n' });
	const order = (orderId: string, lines = cart, more: Partial<BookedOrder> = {}): BookedOrder => ({
		orderId,
		bookedAt: 0,
		lines,
		...more,
	});
	/** A run of items, each with how it ends: an order id, `unknown`, or else the code of a rejection. */
	const run = (items: Array<[string, Line[], string]>, number = 1): HistoryEvent[] => [
		...items.map(([reference, lines], item) => ({
			type: 'invoke' as const,
			...actor(number),
			item,
			reference,
			cart: lines,
		})),
		...items.map(([reference, , end], item) => {
			const common = { ...actor(number), item, reference };
			if (end === 'unknown') return { type: 'info' as const, ...common, why: 'unknown' as const };
			return end.startsWith('order')
				? { type: 'ok' as const, ...common, orderId: end }
				: { type: 'fail' as const, ...common, code: end };
		}),
	];
	const brokenIn = (events: HistoryEvent[], booked: BookedOrder[], rules: Rules = { hasKey: false }) => [
		...new Set(check({ rules, events, booked }).map(({ property }) => property)),
	];

	it.each<[string, PropertyName[], HistoryEvent[], BookedOrder[]]>([
		[
			'two references share a cart',
			[],
			run([
				['a', cart, 'order-1'],
				['b', cart, 'order-2'],
			]),
			[order('order-1'), order('order-2')],
		],
		[
			'an order too many of a shared cart',
			['boughtOncePerReference', 'bookedIsReported'],
			run([
				['a', cart, 'order-1'],
				['b', cart, 'order-2'],
			]),
			[order('order-1'), order('order-2'), order('order-3')],
		],
		[
			'one of two is in doubt',
			[],
			run([
				['a', cart, 'order-1'],
				['b', cart, 'unknown'],
			]),
			[order('order-1'), order('order-2')],
		],
		[
			'one of two is rejected and booked',
			['bookedIsReported', 'rejectedIsNotBooked'],
			run([
				['a', cart, 'order-1'],
				['b', cart, 'REFUSED'],
			]),
			[order('order-1'), order('order-2')],
		],
		[
			'one of two is rejected',
			[],
			run([
				['a', cart, 'order-1'],
				['b', cart, 'REFUSED'],
			]),
			[order('order-1')],
		],
		[
			'the only one is rejected and booked',
			['bookedIsReported', 'rejectedIsNotBooked'],
			run([['a', cart, 'REFUSED']]),
			[order('order-1')],
		],
		[
			'a code that says nothing of earlier runs',
			[],
			[...run([['a', cart, 'order-1']]), ...run([['a', cart, 'NOT_ATTEMPTED']], 2)],
			[order('order-1')],
		],
		['lines that are split', [], run([['a', split, 'order-1']]), [order('order-1', other)]],
		[
			'other goods',
			['confirmedHoldsTheCart'],
			run([['a', cart, 'order-1']]),
			[order('order-1', other, { madeBy: { ...actor(), reference: 'a' } })],
		],
		[
			'an order of somebody else',
			['confirmedIsBooked'],
			run([['a', cart, 'order-1']]),
			[order('order-1', cart, { madeBy: 'nobody' })],
		],
		[
			'an order that nobody sees in the list',
			['bookedIsReported'],
			run([['a', cart, 'unknown']]),
			[order('order-1', cart, { isHidden: true })],
		],
		['an item that is gone', ['everyItemReports'], run([['a', cart, 'order-1']]).slice(0, 1), []],
		[
			'a reference with two carts',
			['boughtOncePerReference', 'otherCartIsRefused', 'oneOrderPerReference'],
			[...run([['a', cart, 'order-1']]), ...run([['a', other, 'order-2']], 2)],
			[order('order-1'), order('order-2', other)],
		],
		[
			'a reference whose other cart is refused',
			[],
			[...run([['a', cart, 'order-1']]), ...run([['a', other, 'REFERENCE_USED']], 2)],
			[order('order-1')],
		],
	])('%s: %j', (_, expected, events, booked) => {
		expect(new Set(brokenIn(events, booked))).toEqual(new Set(expected));
	});
});
