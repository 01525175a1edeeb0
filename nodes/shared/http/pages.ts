/** How many pages of one list are asked for at the same time. */
const SIDE_BY_SIDE = 5;
const MOST_PAGES = 1000;

/** One page as a supplier's room has read it. What the supplier doesn't tell is undefined. */
export interface Page<Row> {
	rows: Row[];
	/** Which page the supplier says this is. */
	number?: number;
	/** Which page is the last. */
	last?: number;
	/** How many rows the whole list has. */
	total?: number;
}

export interface PageReading<Row> {
	readPage(number: number): Promise<Page<Row>>;
	/** What tells two rows apart; a row without an id is told apart by all that it says. */
	idOf(row: Row): string | undefined;
	/** How many results are wanted. */
	limit: number;
	/** How many results a row comes to; 1 unless given. */
	worthOf?(row: Row): number;
	mostPages?: number;
	isCancelled?(): boolean;
}

/**
 * Reads a list page by page: each row once, in the supplier's order, and no page that isn't needed. Where the first
 * page tells how long the list is, the others are read side by side. Ends at the limit, at the last page, at an empty
 * page, at one that brings nothing new or isn't the one asked for, and in any case after `mostPages`: a supplier that
 * ignores the page's number would never end otherwise.
 */
export async function fetchList<Row>(reading: PageReading<Row>): Promise<Row[]> {
	return (await fetchPages(reading)).rows;
}

/** As `readList`, or undefined when the list ended before the supplier said that it ends: then rows may be missing. */
export async function fetchWholeList<Row>(reading: PageReading<Row>): Promise<Row[] | undefined> {
	const { rows, isWhole } = await fetchPages(reading);
	return isWhole ? rows : undefined;
}

async function fetchPages<Row>(reading: PageReading<Row>): Promise<{ rows: Row[]; isWhole: boolean }> {
	const { readPage, mostPages = MOST_PAGES } = reading;
	const kept = new KeptRows(reading);
	const first = await readPage(1);
	let goesOn = kept.take(first);
	let last = lastPageIn(first, first.rows.length);
	let isWhole = first.rows.length === 0;
	let reached = 1;
	for (let next = 2; goesOn && next <= mostPages && reading.isCancelled?.() !== true;) {
		const most = Math.min(last === undefined ? 1 : last - next + 1, mostPages - next + 1, kept.pagesMissing());
		const numbers = Array.from({ length: Math.min(most, SIDE_BY_SIDE) }, (_, index) => next + index);
		if (numbers.length === 0) break;
		const pages = await Promise.all(numbers.map(async (number) => await readPage(number)));
		for (const [index, page] of pages.entries()) {
			if (goesOn && page.rows.length === 0) isWhole = true;
			goesOn = goesOn && isAt(page, numbers[index]!, first) && kept.take(page);
			last = lastPageIn(page, first.rows.length) ?? last;
		}
		reached = next + numbers.length - 1;
		next += numbers.length;
	}
	return { rows: kept.all(), isWhole: isWhole || (goesOn && last !== undefined && reached >= last) };
}

/** @param rowsOnAPage of the list's first page: the supplier may give fewer than it was asked for */
export function lastPageIn<Row>({ last, total }: Page<Row>, rowsOnAPage: number): number | undefined {
	if (last !== undefined || total === undefined) return last;
	return rowsOnAPage === 0 ? 1 : Math.ceil(total / rowsOnAPage);
}

/** Whether it is the page that was asked for, whatever number the supplier begins with. */
function isAt<Row>(page: Page<Row>, index: number, first: Page<Row>): boolean {
	return page.number === undefined || first.number === undefined || page.number - first.number === index - 1;
}

class KeptRows<Row> {
	private readonly rows = new Map<string, Row>();
	private worth = 0;
	private richestPage = 1;

	constructor(private readonly reading: PageReading<Row>) {}

	/** @returns whether it makes sense to read on */
	take({ rows }: Page<Row>): boolean {
		const { limit, idOf, worthOf = () => 1 } = this.reading;
		const before = this.rows.size;
		this.richestPage = Math.max(
			this.richestPage,
			rows.reduce((sum, row) => sum + worthOf(row), 0),
		);
		for (const row of rows) {
			if (this.worth >= limit) return false;
			const id = idOf(row) ?? JSON.stringify(row);
			if (this.rows.has(id)) continue;
			this.rows.set(id, row);
			this.worth += worthOf(row);
		}
		return this.rows.size > before && this.worth < limit;
	}

	/** How many more pages are needed at least. */
	pagesMissing(): number {
		return Math.ceil((this.reading.limit - this.worth) / this.richestPage);
	}

	all(): Row[] {
		return [...this.rows.values()];
	}
}
