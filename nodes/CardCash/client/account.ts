import type { JsonObject } from '../../shared/model/json';
import { omitUndefined, toText } from '../../shared/model/json';
import type { Balance } from '../../shared/model/stock';
import { toIsoUtc } from '../../shared/model/time';
import { toAmount } from './amounts';

/** The drawdown account; no field names its currency (docs/contracts/cardcash.md 3.8). */
export function toBalance(account: JsonObject): (Balance & { isActive?: boolean }) | undefined {
	const available = toAmount(account.availableBalance);
	if (available === undefined) return undefined;
	return omitUndefined({
		available,
		pending: toAmount(account.pendingBalance),
		total: toAmount(account.balance),
		isActive: typeof account.isActive === 'boolean' ? account.isActive : undefined,
	});
}

/** A purchase's description carries the order number, as in "Order #70031" (3.8). */
export function toTransaction(entry: JsonObject): JsonObject {
	const description = toText(entry.description);
	return omitUndefined({
		transactionId: toText(entry.id),
		createdAt: toIsoUtc(entry.date),
		type: toText(entry.type),
		amount: toAmount(entry.amount),
		balanceAfter: toAmount(entry.balance),
		description,
		orderNumber: description === undefined ? undefined : /Order #(\d+)/i.exec(description)?.[1],
	}) as JsonObject;
}

/** The drawdown account stands in the list without an id (3.8). */
export function toPaymentMethod(item: JsonObject): JsonObject {
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
	}) as JsonObject;
}
