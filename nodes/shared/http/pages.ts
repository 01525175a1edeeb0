const MAX_CONCURRENT_PAGES = 5;
const MAX_PAGES = 1000;
/** Of one list, however it is paged: as many as a thousand pages of a hundred have. */
const MAX_ROWS = 100_000;
/** Of one list as text: with what is made of it, several hundred MB of memory. */
const MAX_CHARACTERS = 100_000_000;

/** One page of a list. What the supplier doesn't say is undefined. */
export interface Page<Row> {
	rows: Row[];
	/** The page's number as the supplier gives it. */
	number?: number;
	/** The number of the last page. */
	last?: number;
	/** How many rows the whole list has. */
	total?: number;
	/** How long the reply was, in characters. */
	size?: number;
}

export interface PageReading<Row> {
	/** @param number from 1 */
	readPage(number: number): Promise<Page<Row>>;
	/** A row without an id is the same as another when all its content is. */
	idOf(row: Row): string | undefined;
	/** How many results are wanted. */
	limit: number;
	/** How many results a row comes to; 1 unless given. */
	worthOf?(row: Row): number;
	mostPages?: number;
	isCancelled?(): boolean;
}

/**
 * Reads a list page by page: each row once, in the supplier's order, and no page that isn't needed. Pages after the
 * first are read side by side where the supplier says how long the list is. Ends at the limit, at the last page, at an
 * empty page, at one that brings nothing new or isn't the one asked for, and after `mostPages`, 100,000 rows or 100 MB: a
 * supplier that ignores the page number would never end otherwise.
 */
export async function fetchList<Row>(reading: PageReading<Row>): Promise<Row[]> {
	return (await fetchPages(reading)).all();
}

/** As `fetchList`, or undefined when the list ended before the supplier said so: rows may be missing. */
export async function fetchWholeList<Row>(reading: PageReading<Row>): Promise<Row[] | undefined> {
	const rows = await fetchPages(reading);
	return rows.isWhole() ? rows.all() : undefined;
}

async function fetchPages<Row>(reading: PageReading<Row>): Promise<RowsSoFar<Row>> {
	const rows = new RowsSoFar(reading);
	let numbers = [1];
	while (numbers.length > 0) {
		const pages = await Promise.all(numbers.map(async (number) => await reading.readPage(number)));
		for (const [index, page] of pages.entries()) rows.add(page, numbers[index]!);
		numbers = reading.isCancelled?.() ? [] : rows.nextPages();
	}
	return rows;
}

/** @param rowsPerPage of the first page: the supplier may give fewer than it was asked for */
export function lastPageIn<Row>({ last, total }: Page<Row>, rowsPerPage: number): number | undefined {
	if (last !== undefined || total === undefined) return last;
	return rowsPerPage === 0 ? 1 : Math.ceil(total / rowsPerPage);
}

/** Whether this is the page that was asked for, whatever number the supplier counts from. */
function isPage<Row>(page: Page<Row>, number: number, first: Page<Row>): boolean {
	return page.number === undefined || first.number === undefined || page.number - first.number === number - 1;
}

class RowsSoFar<Row> {
	private readonly rows = new Map<string, Row>();
	private worth = 0;
	private size = 0;
	private richestPage = 1;
	private first: Page<Row> | undefined;
	private reached = 0;
	private last: number | undefined;
	/** `open` while the next page may bring more, `empty` after an empty page, `over` after any other end. */
	private state: 'open' | 'empty' | 'over' = 'open';

	constructor(private readonly reading: PageReading<Row>) {}

	/** Pages come in the order of their numbers; those after the end of the list are ignored. */
	add(page: Page<Row>, number: number): void {
		if (this.state !== 'open') return;
		this.first ??= page;
		this.reached = number;
		this.size += page.size ?? 0;
		this.last = lastPageIn(page, this.first.rows.length) ?? this.last;
		if (page.rows.length === 0) this.state = 'empty';
		else if (!isPage(page, number, this.first) || !this.keep(page.rows)) this.state = 'over';
	}

	/** The pages to read next, side by side; none at the end. */
	nextPages(): number[] {
		if (this.state !== 'open') return [];
		const { mostPages = MAX_PAGES, limit } = this.reading;
		const count = Math.min(
			MAX_CONCURRENT_PAGES,
			this.last === undefined ? 1 : this.last - this.reached,
			mostPages - this.reached,
			Math.ceil((limit - this.worth) / this.richestPage),
		);
		return Array.from({ length: Math.max(0, count) }, (_, index) => this.reached + 1 + index);
	}

	/** Whether the list was read to what the supplier calls its end. */
	isWhole(): boolean {
		return this.state === 'empty' || (this.state === 'open' && this.last !== undefined && this.reached >= this.last);
	}

	all(): Row[] {
		return [...this.rows.values()];
	}

	/** @returns whether there was something new, and the limit isn't reached yet */
	private keep(rows: Row[]): boolean {
		const { limit, idOf, worthOf = () => 1 } = this.reading;
		const before = this.rows.size;
		this.richestPage = Math.max(
			this.richestPage,
			rows.reduce((sum, row) => sum + worthOf(row), 0),
		);
		for (const row of rows) {
			if (this.worth >= limit || this.rows.size >= MAX_ROWS) return false;
			const id = idOf(row) ?? JSON.stringify(row);
			if (this.rows.has(id)) continue;
			this.rows.set(id, row);
			this.worth += worthOf(row);
		}
		return this.rows.size > before && this.worth < limit && this.size < MAX_CHARACTERS;
	}
}
