/** What a trigger emits, for any story of orders, polls, missed polls and new starts of n8n. */
import fc from 'fast-check';

import type { Order, OrderStatus } from '../../../nodes/shared/model/order';
import { toOrderEvent, type OrderEvent } from '../../../nodes/shared/trigger/event';
import {
	firstPollState,
	isKnown,
	type PollState,
	toPollState,
	type Listed,
	type Reading,
	settle,
	survey,
} from '../../../nodes/shared/trigger/pollState';

const WANTED: OrderEvent[] = ['completed', 'canceled', 'needsAttention'];
const MINUTE_MS = 60_000;

interface Placed {
	id: number;
	second: number;
	status: OrderStatus;
}

/** A supplier, n8n and one trigger between them; what starts the workflow is counted. */
class World {
	readonly placed: Placed[] = [];
	readonly started: string[] = [];
	/** Handed to n8n twice although n8n was not started anew in between. */
	readonly repeated: string[] = [];
	/** What n8n's database has. */
	private saved: PollState | undefined;
	private inMemory: PollState | undefined;
	private handedOver = new Set<string>();
	/** What passOnce finds in the database. */
	private readonly passedOn = new Set<string>();
	private now = 1_000_000;
	beganWith: Placed[] = [];

	constructor(private readonly isPaged: boolean) {}

	place(status: OrderStatus): void {
		const order = { id: this.placed.length + 1, second: Math.floor(this.now / 1000), status };
		this.placed.push(order);
	}

	become(index: number, status: OrderStatus): void {
		const order = this.placed[index % Math.max(1, this.placed.length)];
		if (!order || order.status === 'fulfilled' || order.status === 'canceled') return;
		order.status = status;
	}

	pass(minutes: number): void {
		this.now += minutes * MINUTE_MS;
	}

	restart(): void {
		this.inMemory = this.saved && structuredClone(this.saved);
		this.handedOver = new Set();
	}

	/** @param budget how many orders this poll may read @param missed ids that can't be read now @param crashes before the execution starts */
	poll({ budget = 50, missed = new Set<number>(), crashes = false } = {}): void {
		const known = toPollState(this.inMemory, 'account');
		if (!known) {
			this.beganWith = structuredClone(this.placed);
			this.inMemory = firstPollState('account', this.list(), this.now);
			this.saved = structuredClone(this.inMemory);
			return;
		}
		const surveyed = survey(known, this.list(known), WANTED, this.now, (id, event) =>
			this.handedOver.has(`${id}|${event}`),
		);
		const readings = surveyed.toRead.slice(0, budget).map((id): Reading => {
			const order = this.placed.find((each) => String(each.id) === id)!;
			if (missed.has(order.id)) return { id, kind: 'missed' };
			return { id, kind: 'read', order: asOrder(order), event: toOrderEvent(asOrder(order)) };
		});
		const { state, emit } = settle(surveyed.state, readings, WANTED, this.now);
		this.inMemory = state;
		if (emit.length === 0) return;
		this.saved = JSON.parse(JSON.stringify(state)) as PollState;
		const keys = emit.map(({ order, event }) => `${order.orderId}|${event}`);
		this.repeated.push(...keys.filter((key) => this.handedOver.has(key)));
		keys.forEach((key) => this.handedOver.add(key));
		if (crashes) return this.restart();
		for (const key of keys.filter((each) => !this.passedOn.has(each))) {
			this.passedOn.add(key);
			this.started.push(key);
		}
	}

	/** Long enough, and with room enough, for everything to come to light. */
	settleDown(): void {
		for (let poll = 0; poll < 20; poll += 1) {
			this.pass(60);
			this.poll();
		}
	}

	get size(): number {
		return JSON.stringify(this.saved ?? {}).length;
	}

	/** What must have started the workflow by the end of the story. */
	get expected(): string[] {
		return this.placed.flatMap(({ id, status }) => {
			const before = this.beganWith.find((order) => order.id === id)?.status;
			const event = toOrderEvent(asOrder({ id, second: 0, status }));
			return event && before !== status ? [`${id}|${event}`] : [];
		});
	}

	private list(known?: PollState): Listed[] {
		const rows = this.placed.map(asRow).reverse();
		if (!this.isPaged || !known) return rows;
		const walked: Listed[] = [];
		for (let at = 0; at < rows.length; at += 5) {
			const page = rows.slice(at, at + 5);
			walked.push(...page);
			if (page.every((row) => isKnown(known, row))) break;
		}
		return walked;
	}
}

function asOrder({ id, status }: Placed): Order {
	const isFinal = status === 'fulfilled' || status === 'canceled';
	return { supplier: 'CardCash', orderId: String(id), status, isFinal, isFulfilled: status === 'fulfilled' };
}

function asRow(placed: Placed): Listed {
	const order = asOrder(placed);
	const event = toOrderEvent(order);
	const rank = `${String(placed.second).padStart(12, '0')}|${String(placed.id).padStart(6, '0')}`;
	return { order, rank, mayBe: event ? [event] : [] };
}

const status = fc.constantFrom<OrderStatus>(
	'pending',
	'processing',
	'fulfilled',
	'canceled',
	'needsAttention',
	'unknown',
);
const step = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant('place' as const), status }) },
	{ weight: 3, arbitrary: fc.record({ kind: fc.constant('become' as const), index: fc.nat(30), status }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.nat(3000) }) },
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('poll' as const),
			budget: fc.integer({ min: 0, max: 3 }),
			missed: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 4 }),
			crashes: fc.boolean(),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

test.each([
	['a list that is whole', false],
	['a list in pages', true],
])(
	'each order starts the workflow once for what it has come to, whatever happens in between: %s',
	(_story, isPaged) => {
		fc.assert(
			fc.property(fc.array(status, { maxLength: 8 }), fc.array(step, { maxLength: 60 }), (before, steps) => {
				const world = new World(isPaged);
				before.forEach((each) => world.place(each));
				world.poll();
				for (const each of steps) {
					if (each.kind === 'place') world.place(each.status);
					else if (each.kind === 'become') world.become(each.index, each.status);
					else if (each.kind === 'pass') world.pass(each.minutes);
					else if (each.kind === 'restart') world.restart();
					else world.poll({ budget: each.budget, missed: new Set(each.missed), crashes: each.crashes });
				}
				world.settleDown();
				expect(world.repeated).toEqual([]);
				expect(new Set(world.started).size).toBe(world.started.length);
				expect(world.started).toEqual(expect.arrayContaining(world.expected));
				// Nothing but what an order came to: at most the attention it needed on the way, besides its end.
				const ends = world.started.filter((key) => !key.endsWith('needsAttention'));
				expect(ends.sort()).toEqual(world.expected.filter((key) => !key.endsWith('needsAttention')).sort());
			}),
			{ numRuns: 400 },
		);
	},
);

test('three thousand orders are followed with a state that stays small, and each starts the workflow once', () => {
	const world = new World(false);
	world.poll();
	for (let count = 0; count < 3000; count += 1) world.place(count % 10 === 0 ? 'pending' : 'fulfilled');
	let largest = 0;
	for (let poll = 0; poll < 70; poll += 1) {
		world.pass(60);
		world.poll();
		largest = Math.max(largest, world.size);
	}
	expect(world.started).toHaveLength(2700);
	expect(largest).toBeLessThan(100_000);
});

test('with the credential of another account everything begins anew', () => {
	const state = firstPollState('one', [], 0);
	expect(toPollState(state, 'one')).toEqual(state);
	expect(toPollState(state, 'other')).toBeUndefined();
	expect(toPollState({ account: 'one' }, 'one')).toBeUndefined();
	expect(toPollState(undefined, 'one')).toBeUndefined();
});

test('an order that waited for days and could not be read just now is read by the very next poll', () => {
	const DAY_MS = 24 * 60 * MINUTE_MS;
	const row = asRow({ id: 7, second: 1, status: 'fulfilled' });
	const began = survey({ account: 'a', seen: {}, open: [] }, [row], WANTED, 0, () => true);
	expect(began.toRead).toEqual(['7']);
	const missed = settle(began.state, [{ id: '7', kind: 'missed' }], WANTED, 3 * DAY_MS);
	expect(survey(missed.state, [row], WANTED, 3 * DAY_MS + 1, () => true).toRead).toEqual(['7']);
	// One that the supplier doesn't know, or that is still on its way, is not asked for all the time.
	const read = settle(began.state, [{ id: '7', kind: 'notFound' }], WANTED, 3 * DAY_MS);
	expect(survey(read.state, [row], WANTED, 3 * DAY_MS + MINUTE_MS, () => true).toRead).toEqual([]);
	expect(survey(read.state, [row], WANTED, 3 * DAY_MS + 31 * MINUTE_MS, () => true).toRead).toEqual(['7']);
});
