/*
 * How long a reply, a list or a text may keep n8n busy, whatever a supplier puts into it: work grows with the size and no
 * faster, long work stops every few milliseconds, and whatever could be without an end has one. Times aren't asserted,
 * since they depend on the machine; docs/purchase-safety.md 16 has the figures.
 */
import { mergeOrderBodies } from '../../../nodes/CardPlusPay/client/wireOrder';
import { toSupplierOrder } from '../../../nodes/GiftCardPartners/client/order';
import { toSpending } from '../../../nodes/CardCash/client/account';
import { fetchList, fetchWholeList } from '../../../nodes/shared/http/pages';
import type { Json, JsonObject } from '../../../nodes/shared/model/json';
import { toList, toObject } from '../../../nodes/shared/model/json';
import { sumCents, toCents } from '../../../nodes/shared/model/money';
import { parseInTurns, parseJson } from '../../../nodes/shared/model/parseJson';
import { flatMapInTurns, inTurns, mapInTurns } from '../../../nodes/shared/n8n/pause';
import { spentToday } from '../../../nodes/shared/purchase/limits/spending';
import { normaliseReference } from '../../../nodes/shared/purchase/reference';
import { withoutCodes } from '../../../nodes/shared/secrets/codeLike';
import { maskBody } from '../../../nodes/shared/secrets/mask';
import { quoteId, quoteSupplier, scrubbed } from '../../../nodes/shared/secrets/scrub';
import { shown } from '../../../nodes/shared/secrets/shown';

const filled = (size: number, piece: string, from = '', to = '') =>
	from + piece.repeat(Math.floor(size / piece.length)) + to;

const REPLIES: Array<[what: string, of: (size: number) => string]> = [
	['orders', (size) => filled(size, '{"id":"9c1e","orderId":70031,"cards":{"qty":2,"merchants":[412]}},', '[', '0]')],
	['numbers', (size) => filled(size, '0,', '[', '0]')],
	['numbers that a double does not hold', (size) => filled(size, '1e999,', '[', '0]')],
	['long numbers', (size) => filled(size, `1.${'1'.repeat(60)},`, '[', '0]')],
	['texts of escapes', (size) => filled(size, '"\\u0041",', '[', '0]')],
	['empty lists', (size) => filled(size, '[],', '[', '0]')],
	['lists of the greatest depth', (size) => filled(size, `${'['.repeat(199)}${']'.repeat(199)},`, '[', '0]')],
	['white space between values', (size) => filled(size, `0,${' '.repeat(500)}`, '[', '0]')],
	['quotes', (size) => filled(size, '"')],
	['backslashes', (size) => filled(size, '\\', '"')],
	['a list without an end', (size) => filled(size, '[0,')],
];

describe.each(REPLIES)('a reply of %s', (_what, of) => {
	const turnsFor = (text: string) => [...parseInTurns(text)].length;

	it('is read with as many stops as it is long', () => {
		const [small, large] = [turnsFor(of(500_000)), turnsFor(of(2_000_000))];
		expect(large).toBeLessThanOrEqual(4 * small + 4);
		const text = of(2_000_000);
		const values = text.match(/[0-9[\]]+/g)?.length ?? 0;
		if (parseJson(text) !== undefined)
			expect(large).toBeGreaterThanOrEqual(Math.floor(Math.max(text.length / 60_000, values / 12_000)));
	});

	it('is the same read at once or in turns', async () => {
		const text = of(300_000);
		expect(await inTurns(parseInTurns(text))).toEqual(parseJson(text));
	});
});

describe('of a reply, more can be said in 20 MB than anybody reads:', () => {
	it.each<[string, number, (count: number) => string]>([
		['values', 2_000_000, (count) => `[${'0,'.repeat(count - 2)}0]`],
		[
			'keys of an object',
			100_000,
			(count) => `{${Array.from({ length: count }, (_, index) => `"${index}":0`).join(',')}}`,
		],
		['characters of a text', 1_000_000, (count) => `"${'a'.repeat(count - 2)}"`],
		['characters of a number', 1_000_000, (count) => '1'.repeat(count)],
		['levels', 200, (count) => '['.repeat(count) + ']'.repeat(count)],
	])('%s up to a limit', (_what, most, of) => {
		expect(parseJson(of(most))).toBeDefined();
		expect(parseJson(of(most + 1))).toBeUndefined();
	});
});

describe('long work', () => {
	/** How often others had their turn meanwhile. */
	async function turnsOfOthers(work: Promise<unknown>): Promise<number> {
		let turns = 0;
		let isOver = false;
		const other = () => {
			turns += 1;
			if (!isOver) setImmediate(other);
		};
		setImmediate(other);
		await work;
		isOver = true;
		return turns;
	}

	it('lets others have their turn: parsing', async () => {
		expect(await turnsOfOthers(inTurns(parseInTurns(`[${'0,'.repeat(200_000)}0]`)))).toBeGreaterThan(30);
	});

	it('lets others have their turn: lists', async () => {
		const list = Array.from({ length: 10_000 }, (_, index) => index);
		let result: number[] = [];
		const work = mapInTurns(list, (entry) => entry + 1).then((all) => (result = all));
		expect(await turnsOfOthers(work)).toBeGreaterThan(30);
		expect(result).toEqual(list.map((entry) => entry + 1));
		expect(await flatMapInTurns(list, (entry) => (entry % 2 ? [entry, entry] : []))).toHaveLength(10_000);
	});

	it('stops at an error', async () => {
		const failing = mapInTurns([1, 2], () => {
			throw new Error('no');
		});
		await expect(failing).rejects.toThrow('no');
	});
});

describe('the work on a text', () => {
	const PIECES = [
		'a',
		'A1',
		'1',
		'123 ',
		'1 ',
		' ',
		'-',
		'a-',
		'.',
		'://',
		'x://y ',
		'http',
		'<',
		'&',
		'%',
		'\\u',
		'+',
		'=',
		'sim-passwor',
		'é',
		'•',
		'{"a":',
	];
	const declared = shown({ text: 'text', id: 'id', amount: 'amount', time: 'time', picture: 'picture' });
	const WORK: Array<[string, (text: string) => unknown]> = [
		['quoting', (text) => quoteSupplier(text, ['sim-password', 'aaaaaaaaaaaab'])],
		['taking codes out', withoutCodes],
		['scrubbing', (text) => scrubbed({ text }, ['sim-password', 'abcdeabcdeabcdeabcdef'])],
		[
			'masking',
			(text) => maskBody({ text, id: text, amount: text, time: text, picture: text, other: text, [text]: 1 }, declared),
		],
		['quoting an id', quoteId],
		['reading an amount', toCents],
		['reading a reference', (text) => normaliseReference(`R${text}`, Infinity)],
	];
	const shortest = (work: () => unknown) => {
		let best = Infinity;
		for (let round = 0; round < 5; round++) {
			const begin = performance.now();
			work();
			best = Math.min(best, performance.now() - begin);
		}
		return best;
	};

	it.each(WORK)('grows no faster than the text: %s', (_what, work) => {
		for (const piece of PIECES) {
			const [small, large] = [20_000, 80_000].map((size) => filled(size, piece));
			// Four times as long; sixteen would be the square. A millisecond more is no growth.
			expect([piece, shortest(() => work(large!)) < 10 * shortest(() => work(small!)) + 5]).toEqual([piece, true]);
		}
	});

	it.each(WORK)('does not exhaust the stack with three million characters: %s', (_what, work) => {
		for (const piece of PIECES) expect(() => work(filled(3_000_000, piece))).not.toThrow();
	});
});

describe('a list', () => {
	const row = (id: number) => ({ id: String(id) });
	const idOf = ({ id }: { id: string }) => id;

	it('without an end ends after a thousand pages', async () => {
		let pages = 0;
		const readPage = async (number: number) => {
			pages += 1;
			return await Promise.resolve({ rows: [row(number)] });
		};
		expect(await fetchList({ readPage, idOf, limit: Infinity })).toHaveLength(1000);
		expect(pages).toBe(1000);
		expect(await fetchWholeList({ readPage, idOf, limit: Infinity })).toBeUndefined();
	});

	it('of a million products ends after 100,000', async () => {
		const readPage = async (number: number) =>
			await Promise.resolve({
				rows: Array.from({ length: 5000 }, (_, index) => row(number * 5000 + index)),
				number,
				last: 200,
			});
		expect(await fetchList({ readPage, idOf, limit: Infinity })).toHaveLength(100_000);
		expect(await fetchWholeList({ readPage, idOf, limit: Infinity })).toBeUndefined();
	});

	it('of pages as large as a reply may be ends after 100 MB', async () => {
		let pages = 0;
		const readPage = async (number: number) => {
			pages += 1;
			return await Promise.resolve({ rows: [row(number)], size: 20_000_000 });
		};
		await fetchList({ readPage, idOf, limit: Infinity });
		expect(pages).toBe(5);
	});
});

describe('what is small in a reply and large in memory', () => {
	it.each([10_001, 1e9, Number.MAX_SAFE_INTEGER])('has a limit: %d cards of one line', (Quantity) => {
		const order = toSupplierOrder({ Id: 'A', LineItems: [{ Quantity }, { Quantity }] })!;
		expect(order.order.cards!.length).toBeLessThanOrEqual(20_000);
	});

	it('of a few cards shows them all', () => {
		const lines = [{ Quantity: 3 }, { Quantity: 2, ClaimData: [{ Id: 'C' }] }, {}];
		expect(toSupplierOrder({ Id: 'A', LineItems: lines })!.order.cards).toHaveLength(6);
	});
});

describe('half a million entries', () => {
	const MANY = 500_000;

	it('of codes are matched one by one', () => {
		const codes = (more: JsonObject): Json[] =>
			Array.from({ length: MANY }, (_, index) => ({ code: `C${index}`, ...more }));
		const merged = mergeOrderBodies({ codes: codes({ pin: '1' }) }, { codes: codes({ status: 'x' }).reverse() });
		expect(toList(merged.codes)).toHaveLength(MANY);
		expect(toObject(toList(merged.codes)[0])).toEqual({ code: `C${MANY - 1}`, pin: '1', status: 'x' });
	});

	it('are summed up', () => {
		const cents = toCents('0.01')!;
		expect(sumCents(Array.from({ length: MANY }, () => cents))).toBe(MANY);
		const booked = Array.from({ length: MANY }, (_, index) => ({ orderId: String(index), total: cents }));
		expect(spentToday('nobody', booked, Date.now())).toBe(MANY);
		const transactions = Array.from({ length: MANY }, () => ({ date: '2026-01-01T00:00:00Z', amount: -0.01 }));
		expect(toSpending(transactions, Date.parse('2026-01-02T00:00:00Z'))).toEqual({ spent: MANY, days: 1 });
	});
});
