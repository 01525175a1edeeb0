import type { JsonObject } from '../../shared/model/json';
import { omitUndefined, toText } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toAmount, toCents, toMajor } from '../../shared/model/money';
import type { Balance } from '../../shared/model/stock';
import { toIsoUtc } from '../../shared/model/time';
import { toBoolean } from './values';
import { withoutCodes } from '../../shared/secrets/codeLike';

/** The drawdown account. No field names its currency (docs/contracts/cardcash.md 3.8). */
export function toBalance(account: JsonObject): (Balance & { isActive?: boolean }) | undefined {
	const available = toAmount(account.availableBalance);
	if (available === undefined) return undefined;
	return omitUndefined({
		available,
		pending: toAmount(account.pendingBalance),
		total: toAmount(account.balance),
		isActive: toBoolean(account.isActive),
	});
}

/** An entry of the drawdown account. Amounts are JSON numbers in major units, negative when money leaves (3.8). */
export type Transaction = {
	transactionId?: string;
	createdAt?: string;
	type?: string;
	amount?: number;
	balanceAfter?: number;
	description?: string;
	orderNumber?: string;
};

/** A purchase names its order in the description only, as in "Order #70031" (3.8). */
export function toTransaction(entry: JsonObject): Transaction {
	const description = toText(entry.description);
	return omitUndefined({
		transactionId: toText(entry.id),
		createdAt: toIsoUtc(entry.date),
		type: toText(entry.type),
		amount: toAmount(entry.amount),
		balanceAfter: toAmount(entry.balance),
		description: description === undefined ? undefined : withoutCodes(description),
		orderNumber: description === undefined ? undefined : /Order #(\d+)/i.exec(description)?.[1],
	});
}

const DAY_MS = 24 * 60 * 60 * 1000;
const RECENT_DAYS = 30;

/** What left the drawdown account recently. */
export interface Spending {
	spent: Cents;
	/** The days it was counted over, at least 1; may be a fraction. */
	days: number;
}

/**
 * What was spent in the last 30 days, or since the account's first entry if that is later. Purchases are negative
 * amounts (3.8).
 *
 * @param now ms since 1970
 */
export function toSpending(transactions: JsonObject[], now: number): Spending {
	const since = now - RECENT_DAYS * DAY_MS;
	const entries = transactions.flatMap(({ date, amount }) => {
		const at = Date.parse(toIsoUtc(date) ?? '');
		const cents = toCents(amount);
		return Number.isNaN(at) || cents === undefined ? [] : [{ at, cents }];
	});
	const first = Math.max(
		since,
		entries.reduce((earliest, { at }) => Math.min(earliest, at), now),
	);
	const spent = entries.reduce((sum, { at, cents }) => (at >= since && cents < 0 ? sum - cents : sum), 0) as Cents;
	return { spent, days: Math.max(1, (now - first) / DAY_MS) };
}

/**
 * How many whole days a balance lasts at the recent rate. No `daysLeft` where nothing was spent.
 *
 * @param available major units
 */
export function toDaysLeft(available: number, { spent, days }: Spending): { spentPerDay: number; daysLeft?: number } {
	const perDay = Math.round(spent / days) as Cents;
	const balance = toCents(available) ?? 0;
	return omitUndefined({
		spentPerDay: toMajor(perDay),
		daysLeft: perDay > 0 ? Math.max(0, Math.floor(balance / perDay)) : undefined,
	});
}

/** A saved bank account or card, or the drawdown account, which is in the list without an id (3.8). */
export type PaymentMethod = {
	paymentMethodId?: string;
	/** A code of requests, such as `ACH`. */
	paymentMethod?: string;
	isDefault: boolean;
	/** CardCash refuses an order that names one that isn't verified (3.8). */
	isVerified: boolean;
	type?: string;
	lastFour?: string;
	/** Month and year, as in "12/31". */
	expires?: string;
};

export function toPaymentMethod(item: JsonObject): PaymentMethod {
	const month = toText(item.expireMonth);
	const year = toText(item.expireYear);
	return omitUndefined({
		paymentMethodId: toText(item.id),
		paymentMethod: toText(item.paymentMethod),
		isDefault: item.default === true,
		isVerified: item.verified === true,
		type: toText(item.type) ?? toText(item.accountType),
		lastFour: (toText(item.lastFour) ?? toText(item.accountNumber))?.slice(-4),
		expires: month === undefined || year === undefined ? undefined : `${month}/${year}`,
	});
}
