import type { JsonObject } from '../../shared/model/json';
import { omitUndefined } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toCents, toMajor } from '../../shared/model/money';
import { toIsoUtc } from '../../shared/model/time';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How far back spending counts as recent. */
const RECENT_DAYS = 30;

/** What left the drawdown account of late, and in how many days. */
export interface Spending {
	spent: Cents;
	days: number;
}

/**
 * Purchases are negative amounts (docs/contracts/cardcash.md 3.8). Counted over the last 30 days, or since the first entry
 * of the account where that is later.
 */
export function toSpending(transactions: JsonObject[], now: number): Spending {
	const since = now - RECENT_DAYS * DAY_MS;
	const entries = transactions.flatMap(({ date, amount }) => {
		const at = Date.parse(toIsoUtc(date) ?? '');
		const cents = toCents(amount);
		return Number.isNaN(at) || cents === undefined ? [] : [{ at, cents }];
	});
	const first = Math.max(since, Math.min(now, ...entries.map(({ at }) => at)));
	const spent = entries.reduce((sum, { at, cents }) => (at >= since && cents < 0 ? sum - cents : sum), 0) as Cents;
	return { spent, days: Math.max(1, (now - first) / DAY_MS) };
}

/** How long a balance lasts at the recent rate, in whole days; nothing where nothing was spent. @param available major units */
export function daysLeft(available: number, { spent, days }: Spending): JsonObject {
	const perDay = Math.round(spent / days) as Cents;
	const balance = toCents(available) ?? 0;
	return omitUndefined({
		spentPerDay: toMajor(perDay),
		daysLeft: perDay > 0 ? Math.max(0, Math.floor(balance / perDay)) : undefined,
	}) as JsonObject;
}
