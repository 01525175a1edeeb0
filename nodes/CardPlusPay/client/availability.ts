import type { Delivery } from '../../shared/http/request';
import type { JsonObject } from '../../shared/model/json';
import { toObject, omitUndefined, toText } from '../../shared/model/json';
import type { ErrorContext } from '../../shared/http/replies';
import { ProblemError } from '../../shared/model/problem';
import { toAmount } from './amounts';
import { unknownProduct } from './catalogue';
import type { CardPlusPayClient } from './client';
import { parseEnvelope, isRefusal, supplierMessage } from './envelope';
import { refusalCode } from './refusalCode';

export interface Availability {
	productId: string;
	requested: number;
	/** Whether the whole quantity was there when asked. It isn't held. */
	isAvailable: boolean;
	/** What one card costs. */
	price?: number;
	/** The supplier's own words. */
	state?: string;
	message?: string;
}

/**
 * Asks whether a quantity is in stock. A no may come as 200 with `success: false` or as a 4xx
 * (docs/contracts/cardpluspay.md 3.2, gap 11).
 */
export async function fetchAvailability(
	client: CardPlusPayClient,
	itemCode: string,
	quantity: number,
): Promise<{ availability: Availability; raw: JsonObject }> {
	const delivery = await client.ask('/orders/check', { item_id: itemCode, quantity });
	return toAvailability(delivery, itemCode, quantity, client.errorContext);
}

/** Whether the quantity is in stock, as a remark that can be done without: undefined when it can't be told at once. */
export async function stockHint(
	client: CardPlusPayClient,
	itemCode: string,
	quantity: number,
): Promise<boolean | undefined> {
	try {
		const delivery = await client.askOnce('/orders/check', { item_id: itemCode, quantity });
		return toAvailability(delivery, itemCode, quantity, client.errorContext).availability.isAvailable;
	} catch {
		return undefined;
	}
}

/** @throws ProblemError for everything that is neither a yes nor a no */
export function toAvailability(
	delivery: Delivery,
	itemCode: string,
	quantity: number,
	errorContext: ErrorContext,
): { availability: Availability; raw: JsonObject } {
	const envelope = toRefusal(delivery, itemCode) ?? parseEnvelope(delivery, errorContext);
	const data = toObject(envelope.data);
	const state = toText(data.state);
	const hasIt = data.status !== false && (state === undefined ? data.status === true : state === 'in_stock');
	const availability = omitUndefined<Availability>({
		productId: itemCode,
		requested: quantity,
		isAvailable: envelope.success === true && hasIt,
		price: toAmount(data.price),
		state,
		message: supplierMessage(envelope),
	});
	return { availability, raw: data };
}

/** A no to the quantity; no such product and a malformed request are something else. */
function toRefusal(delivery: Delivery, itemCode: string): JsonObject | undefined {
	if (delivery.kind !== 'reply' || !isRefusal(delivery)) return undefined;
	const code = refusalCode(delivery.status, supplierMessage(delivery.json));
	if (code === 'UNKNOWN_PRODUCT') throw new ProblemError(unknownProduct(itemCode));
	const isNo = delivery.status === 400 || (delivery.status >= 200 && delivery.status < 300) || code === 'SOLD_OUT';
	return isNo && delivery.status < 500 ? toObject(delivery.json) : undefined;
}
