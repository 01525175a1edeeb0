import type { JsonObject } from '../../shared/http/json';
import { present, textOf } from '../../shared/http/json';
import type { Balance } from '../../shared/model/stock';
import { toIsoUtc } from '../../shared/model/time';
import { amountOf } from './amounts';

/** The drawdown account; no field names its currency (contracts/cardcash.md 3.8). */
export function balanceOf(account: JsonObject): (Balance & { isActive?: boolean }) | undefined {
	const available = amountOf(account.availableBalance);
	if (available === undefined) return undefined;
	return present({
		available,
		pending: amountOf(account.pendingBalance),
		total: amountOf(account.balance),
		isActive: typeof account.isActive === 'boolean' ? account.isActive : undefined,
	});
}

/** A purchase's description carries the order number, as in "Order #70031" (3.8). */
export function transactionOf(entry: JsonObject): JsonObject {
	const description = textOf(entry.description);
	return present({
		transactionId: textOf(entry.id),
		createdAt: toIsoUtc(entry.date),
		type: textOf(entry.type),
		amount: amountOf(entry.amount),
		balanceAfter: amountOf(entry.balance),
		description,
		orderNumber: description === undefined ? undefined : /Order #(\d+)/i.exec(description)?.[1],
	}) as JsonObject;
}

/** The drawdown account stands in the list without an id (3.8). */
export function paymentMethodOf(item: JsonObject): JsonObject {
	const month = textOf(item.expireMonth);
	const year = textOf(item.expireYear);
	return present({
		paymentMethodId: textOf(item.id),
		paymentMethod: textOf(item.paymentMethod),
		isDefault: item.default === true,
		isVerified: item.verified === true,
		type: textOf(item.type) ?? textOf(item.accountType),
		lastFour: (textOf(item.lastFour) ?? textOf(item.accountNumber))?.slice(-4),
		expires: month === undefined || year === undefined ? undefined : `${month}/${year}`,
	}) as JsonObject;
}
