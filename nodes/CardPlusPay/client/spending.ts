import type { Page } from '../../shared/http/pages';
import type { Json, JsonObject } from '../../shared/model/json';
import { isObject, toText } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { isSameCurrency, toCents } from '../../shared/model/money';
import type { Problem } from '../../shared/model/problem';
import { ProblemError } from '../../shared/model/problem';
import { toIsoUtc } from '../../shared/model/time';
import type { BookedAmount } from '../../shared/purchase/gateway';
import type { CardPlusPayClient } from './client';
import { ORDERS, SORTS } from './orders';
import { MOST_PER_PAGE, toWholePage } from './pages';
import { toOrderId } from './wireOrder';

/*
 * What the order list says was spent. A limit is held by it, so a row that can't be read counts, and a list of which the
 * end isn't sure is not believed (docs/contracts/cardpluspay.md 3.5, gap 9).
 */

/** Up to five thousand orders are read. */
const MOST_COUNTED_PAGES = 50;
/** Read before a list is taken to be in order: one that is sorted by something else looks so on a page of old orders. */
const PAGES_TO_TRUST = 10;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What was booked since a time, whatever became of it: that a canceled order gives its money back is
 * documented nowhere (docs/contracts/cardpluspay.md 4). A row without a readable id has the id ''; one without a readable
 * amount has no total.
 *
 * @param trust of this run, which finds out once how the supplier sorts
 * @throws ProblemError `TOO_MANY_ORDERS` unless the list shows all of them
 */
export async function fetchOrdersSince(
	client: Pick<CardPlusPayClient, 'get'>,
	wanted: Wanted,
	trust: ListTrust,
): Promise<BookedAmount[]> {
	const list = new ListSoFar(wanted, trust);
	for (let number = 1; number <= MOST_COUNTED_PAGES && !list.isOver; number++) {
		const query = { ...SORTS.newest, per_page: MOST_PER_PAGE, page: number };
		list.add(toWholePage(await client.get(ORDERS.path, query), ORDERS.rowKeys), number);
	}
	if (list.isOver) {
		trust.isInOrder = list.isSorted;
		return list.booked;
	}
	throw new ProblemError(TOO_MANY_ORDERS);
}

/** Which orders are wanted. */
export interface Wanted {
	/** Milliseconds since 1970. */
	time: number;
	/** Of the account, as far as it is known: rows name none as documented, and then the amount is what was debited. */
	currency: string | undefined;
}

/** Whether this run has seen that the list comes newest first, as it is asked for. */
export interface ListTrust {
	isInOrder: boolean;
}

class ListSoFar {
	readonly booked: BookedAmount[] = [];
	/** Whether all orders since the time have been seen. */
	isOver = false;
	private readonly seen = new Set<string>();
	private rowCount = 0;
	/** Newest first so far, as it was asked for, and with a time in every row. */
	isSorted = true;
	private oldest = Infinity;

	constructor(
		private readonly wanted: Wanted,
		private readonly trust: ListTrust,
	) {}

	add(page: Page<Json>, number: number): void {
		// Never the list that was asked for: whatever comes later isn't believed either.
		if (page.number !== undefined && page.number !== number) throw new ProblemError(TOO_MANY_ORDERS);
		const hasNews = page.rows.filter((row) => this.count(row)).length > 0;
		this.rowCount += page.rows.length;
		const isWhole = this.rowCount >= (page.total ?? 0);
		const isLast = page.last === undefined ? !hasNews : number >= page.last;
		this.isOver = (isLast && isWhole) || this.isPastTheTime(page, number);
	}

	/** @returns whether the row wasn't seen before. Rows with an id that are the same to the last character are one. */
	private count(row: Json): boolean {
		const fields = isObject(row) ? row : {};
		const orderId = toOrderId(fields.order_id);
		const content = JSON.stringify(row);
		const isNew = !this.seen.has(content);
		this.seen.add(content);
		const createdAt = latestTime(fields.created_at);
		this.isSorted &&= createdAt <= this.oldest && createdAt !== Infinity;
		this.oldest = createdAt;
		const isCounted = createdAt >= this.wanted.time && (isNew || orderId === undefined);
		if (isCounted) this.booked.push({ orderId: orderId ?? '', total: this.amountOf(fields) });
		return isNew;
	}

	/** A negative amount would make room for others, and amounts of several currencies have no sum. */
	private amountOf({ amount, currency }: JsonObject): Cents | undefined {
		const cents = toCents(amount);
		const isForeign =
			currency !== undefined && currency !== null && !isSameCurrency(toText(currency), this.wanted.currency);
		return cents === undefined || cents < 0 || isForeign ? undefined : cents;
	}

	/**
	 * A full page of orders that are a day older still, in a list that is in order: what follows is older. A page of old
	 * orders alone proves nothing, since the list may be sorted by something else than was asked for.
	 */
	private isPastTheTime({ rows }: Page<Json>, number: number): boolean {
		const isTrusted = this.isSorted && (this.trust.isInOrder || number >= PAGES_TO_TRUST);
		if (!isTrusted || rows.length < MOST_PER_PAGE) return false;
		return rows.every((row) => isObject(row) && latestTime(row.created_at) < this.wanted.time - DAY_MS);
	}
}

const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;
/** Clocks are at most so far behind UTC. */
const FURTHEST_WEST_MS = 12 * 60 * 60 * 1000;

/** The latest moment that a row's time can mean; Infinity where it can't be read. */
function latestTime(value: Json | undefined): number {
	const iso = toIsoUtc(value);
	if (iso === undefined) return Infinity;
	return Date.parse(iso) + (HAS_ZONE.test(String(value).trim()) ? 0 : FURTHEST_WEST_MS);
}

const TOO_MANY_ORDERS: Problem = {
	code: 'TOO_MANY_ORDERS',
	whatHappened:
		"Not all orders since midnight UTC could be counted, so 'Most per Day' of the credential can't be checked.",
	whatToDo: 'Continue tomorrow, or ask the owner of the credential to lift this limit.',
};
