import type { Page, PageReading } from '../../../nodes/shared/http/pages';
import { fetchList, fetchWholeList } from '../../../nodes/shared/http/pages';

type Row = { id?: number; name?: string };
const rows = (...ids: number[]): Row[] => ids.map((id) => ({ id }));

/** A list of pages as a supplier would give them, from a function; notes what is asked for, and how much at once. */
function listOf(pageAt: (number: number) => Page<Row>) {
	let open = 0;
	const list = {
		asked: [] as number[],
		mostOpen: 0,
		async readPage(number: number) {
			list.asked.push(number);
			open += 1;
			list.mostOpen = Math.max(list.mostOpen, open);
			// Later pages come back first, as they may on the wire.
			for (let turn = 0; turn < 20 - number; turn++) await Promise.resolve();
			open -= 1;
			return pageAt(number);
		},
	};
	return list;
}

const read = async (list: { readPage: PageReading<Row>['readPage'] }, more: Partial<PageReading<Row>> = {}) =>
	await fetchList<Row>({ readPage: list.readPage, idOf: ({ id }) => id?.toString(), limit: 100_000, ...more });

/** Ten rows on a page, of `total` rows: 1, 2, 3 … */
const tens = (total: number, told: (number: number) => Partial<Page<Row>>) => (number: number) => {
	const start = (number - 1) * 10;
	const count = Math.max(0, Math.min(10, total - start));
	return { rows: rows(...Array.from({ length: count }, (_, index) => start + index + 1)), ...told(number) };
};
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const ids = (found: Row[]) => found.map(({ id }) => id);

test.each<[string, (number: number) => Partial<Page<Row>>]>([
	['its total', () => ({ total: 95 })],
	['its last page', () => ({ last: 10 })],
])('a list that tells %s is read side by side, five pages at a time, and stays in order', async (_name, told) => {
	const list = listOf(tens(95, told));

	expect(ids(await read(list))).toEqual(upTo(95));
	expect(list.asked).toEqual(upTo(10));
	expect(list.mostOpen).toBe(5);
});

test('a list that tells nothing of its length is read one page after another, up to the empty one', async () => {
	const list = listOf(tens(30, () => ({})));

	expect(ids(await read(list))).toEqual(upTo(30));
	expect(list.asked).toEqual([1, 2, 3, 4]);
	expect(list.mostOpen).toBe(1);
});

test.each([
	[1, 1, 1],
	[10, 10, 1],
	[11, 11, 2],
	[45, 45, 5],
	[1000, 95, 10],
])('a limit of %i gives %i rows and asks for %i pages', async (limit, count, pages) => {
	const list = listOf(tens(95, () => ({ total: 95 })));

	expect(ids(await read(list, { limit }))).toEqual(upTo(count));
	expect(list.asked).toEqual(upTo(pages));
});

test('rows that come to several results each are not read beyond the limit', async () => {
	const list = listOf(tens(95, () => ({ total: 95 })));

	expect(ids(await read(list, { limit: 50, worthOf: () => 3 }))).toEqual(upTo(17));
	expect(list.asked).toEqual([1, 2]);
});

test('rows that come again count once, and make room for another page', async () => {
	const pages = [rows(1, 2, 1), rows(2, 3, 4), rows(5, 6, 7)];
	const list = listOf((number) => ({ rows: pages[number - 1] ?? [], last: 3 }));

	expect(ids(await read(list, { limit: 6 }))).toEqual([1, 2, 3, 4, 5, 6]);
	expect(list.asked).toEqual([1, 2, 3]);
});

test('rows without an id are told apart by all that they say', async () => {
	const list = listOf(() => ({ rows: [{ name: 'a' }, { name: 'b' }, { name: 'a' }], last: 1 }));

	expect(await read(list)).toEqual([{ name: 'a' }, { name: 'b' }]);
});

test('a list that shrinks while it is read ends where it ends now', async () => {
	const list = listOf((number) => tens(number > 3 ? 35 : 200, () => ({ total: number > 3 ? 35 : 200 }))(number));

	expect(ids(await read(list))).toEqual(upTo(35));
	expect(list.asked).toEqual(upTo(6));
});

test('a list that grows while it is read is read to its new end', async () => {
	const list = listOf((number) => tens(75, () => ({ total: number > 1 ? 75 : 20 }))(number));

	expect(ids(await read(list))).toEqual(upTo(75));
});

test.each<[string, (number: number) => Page<Row>, number[], number]>([
	['repeats its first page', () => ({ rows: rows(1, 2) }), [1, 2], 2],
	['repeats its first page and says it has a hundred', () => ({ rows: rows(1, 2), last: 100 }), [1, 2], 6],
	['gives another page than asked for', (number) => ({ rows: rows(number), number: 1, last: 3 }), [1], 3],
	['is empty', () => ({ rows: [], last: 9 }), [], 1],
	['always says there is one more', (number) => ({ rows: rows(Math.min(number, 3)), last: number + 1 }), [1, 2, 3], 4],
])('a list that %s ends', async (_name, pageAt, found, requests) => {
	const list = listOf(pageAt);

	expect(ids(await read(list))).toEqual(found);
	expect(list.asked).toHaveLength(requests);
});

test('a list with something new for ever ends at its bound', async () => {
	const list = listOf((number) => ({ rows: rows(number) }));

	expect(ids(await read(list, { mostPages: 12 }))).toEqual(upTo(12));
});

test('nothing more is asked for when the execution is stopped', async () => {
	const list = listOf(tens(950, () => ({ total: 950 })));
	await read(list, { isCancelled: () => list.asked.length >= 6 });

	expect(list.asked).toEqual(upTo(6));
});

test('a page that can not be read is told, not left out', async () => {
	const list = listOf(tens(95, () => ({ total: 95 })));
	const readPage = async (number: number) => {
		if (number === 3) throw new Error('no page 3');
		return await list.readPage(number);
	};

	await expect(read({ readPage })).rejects.toThrow('no page 3');
});

describe('a list of which every row counts', () => {
	const whole = async (pageAt: (number: number) => Page<Row>) =>
		await fetchWholeList<Row>({ readPage: listOf(pageAt).readPage, idOf: ({ id }) => id?.toString(), limit: Infinity });

	test('comes when it was read to its end', async () => {
		expect(await whole(tens(35, () => ({ total: 35 })))).toHaveLength(35);
		expect(await whole(tens(35, (number) => ({ number, last: 4 })))).toHaveLength(35);
		expect(await whole(tens(30, () => ({})))).toHaveLength(30);
		expect(await whole(() => ({ rows: rows(1, 2), last: 1 }))).toHaveLength(2);
		expect(await whole(() => ({ rows: [] }))).toEqual([]);
	});

	test('does not come when the supplier does not turn the page', async () => {
		expect(await whole(() => ({ rows: rows(1, 2, 3), total: 9 }))).toBeUndefined();
		expect(await whole(() => ({ rows: rows(1, 2, 3), number: 1, last: 3 }))).toBeUndefined();
		expect(await whole(() => ({ rows: rows(1, 2, 3) }))).toBeUndefined();
	});
});
