import * as fc from 'fast-check';

import type { SupplierOrder } from '../../../nodes/shared/purchase/outcome';
import { forgetKeptCodes, KeptCodes } from '../../../nodes/shared/purchase/keptCodes';

const DAY_MS = 24 * 60 * 60 * 1000;
const NODE = { account: 'a', workflowId: 'w', nodeId: 'n' };
const INV_1 = { reference: 'INV-1', fingerprint: 'cart' };
const order = (number: string | undefined, pin?: string): SupplierOrder => ({
	order: {
		supplier: 'CardPlusPay',
		orderId: '987',
		status: 'fulfilled',
		isFinal: true,
		isFulfilled: true,
		cards: [{ number, pin }],
	},
	raw: { order_id: 987, codes: [{ code: number ?? '', metadata: [{ Pin: pin ?? '' }] }] },
});
const plain = { codesAs: 'plain', present: () => ({ presented: true }) } as const;
/** A run of a node. Each one is later than those before it. */
const run = (owner = NODE) => new KeptCodes(owner);

beforeEach(() => {
	forgetKeptCodes();
	jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'], now: Date.UTC(2026, 2, 7) });
});
afterEach(() => void jest.useRealTimers());

test('a later run finds an order as it was, until a run that ended as it should has output it', () => {
	run().keep(INV_1, order('AAAA', '1234'), plain);
	const stopped = run();
	expect(stopped.find(INV_1)?.placed).toEqual(order('AAAA', '1234'));
	stopped.noteGiven(INV_1);
	const finished = run();
	expect(finished.find(INV_1)?.placed).toEqual(order('AAAA', '1234'));
	finished.noteGiven(INV_1);
	finished.dropGiven();

	expect(run().find(INV_1)).toBeUndefined();
});

test('a run that ends drops nothing that it has not output, and nothing of what came since', () => {
	run().keep(INV_1, order('AAAA'), plain);
	const looking = run();
	looking.find(INV_1);
	looking.dropGiven();
	expect(run().find(INV_1)).toBeDefined();

	looking.noteGiven(INV_1);
	run().keep(INV_1, order('BBBB'), plain);
	looking.dropGiven();
	expect(run().find(INV_1)?.placed).toEqual(order('BBBB'));
});

test('the run that bought finds nothing: its own output has the codes', () => {
	const buying = run();
	buying.keep(INV_1, order('AAAA'), plain);

	expect(buying.find(INV_1)).toBeUndefined();
});

test.each<[string, typeof NODE, typeof INV_1]>([
	['account', { ...NODE, account: 'b' }, INV_1],
	['workflow', { ...NODE, workflowId: 'w2' }, INV_1],
	['node', { ...NODE, nodeId: 'n2' }, INV_1],
	['reference', NODE, { ...INV_1, reference: 'INV-2' }],
	['cart', NODE, { ...INV_1, fingerprint: 'other' }],
])('another %s gets nothing', (_what, owner, which) => {
	run().keep(INV_1, order('AAAA'), plain);

	expect(run(owner).find(which)).toBeUndefined();
});

test('no two owners share what is kept, whatever their names are', () => {
	const text = fc.oneof(fc.constantFrom('a', 'b', 'a","b', '"', '\\', ',', 'a|b'), fc.string({ maxLength: 3 }));
	const named = fc.tuple(
		text,
		text.map((id) => `w${id}`),
		text,
		text,
		text,
	);
	fc.assert(
		fc.property(named, named, (one, other) => {
			fc.pre(JSON.stringify(one) !== JSON.stringify(other));
			forgetKeptCodes();
			const [account, workflowId, nodeId, reference, fingerprint] = one;
			run({ account, workflowId, nodeId }).keep({ reference, fingerprint }, order('AAAA'), plain);
			const [a, w, n, r, f] = other;
			expect(run({ account: a, workflowId: w, nodeId: n }).find({ reference: r, fingerprint: f })).toBeUndefined();
		}),
	);
});

test('nothing is kept of a workflow that was never saved, nor of an order without codes', () => {
	const unsaved = { ...NODE, workflowId: '' };
	run(unsaved).keep(INV_1, order('AAAA'), plain);
	expect(run(unsaved).find(INV_1)).toBeUndefined();

	run().keep(INV_1, order(undefined), plain);
	expect(run().find(INV_1)).toBeUndefined();
});

test.each(['encrypted', 'masked'] as const)('%s codes are kept as they are output, and no plain one', (codesAs) => {
	run().keep(INV_1, order('AAAA-SECRET', '1234567'), { codesAs, present: () => ({ sealedCodes: 'ey' }) });
	const found = run().find(INV_1);

	expect(found).toMatchObject({ placed: { order: { orderId: '987' } }, presented: { sealedCodes: 'ey' } });
	expect(JSON.stringify(found)).not.toMatch(/AAAA-SECRET|1234567/);
});

test.each([
	[0, true],
	[DAY_MS - 1, true],
	[DAY_MS, false],
	[30 * DAY_MS, false],
])('after %i ms codes are there: %s', (ms, isThere) => {
	run().keep(INV_1, order('AAAA'), plain);
	jest.setSystemTime(Date.now() + ms);

	expect(run().find(INV_1) !== undefined).toBe(isThere);
});

test('of more than a thousand orders the oldest go', () => {
	const which = (index: number) => ({ reference: `INV-${index}`, fingerprint: 'cart' });
	for (let index = 0; index < 1005; index++) run().keep(which(index), order('AAAA'), plain);
	const kept = Array.from({ length: 1005 }, (_, index) => run().find(which(index)) !== undefined);

	expect(kept.indexOf(true)).toBe(5);
	expect(kept.filter(Boolean)).toHaveLength(1000);
});

test('replies of any size together take a bounded part of the memory', () => {
	const large = { ...order('AAAA'), raw: { text: 'x'.repeat(9_000_000) } };
	const references = ['A', 'B', 'C'].map((reference) => ({ reference, fingerprint: 'cart' }));
	for (const which of references) run().keep(which, large, plain);
	expect(references.map((which) => run().find(which) !== undefined)).toEqual([false, true, true]);

	run().keep(INV_1, { ...order('AAAA'), raw: { text: 'x'.repeat(20_000_000) } }, plain);
	expect(run().find(INV_1)).toBeUndefined();
	expect(run().find(references[2]!)).toBeDefined();
});
