import type { Delivery } from '../../shared/http/delivery';
import type { JsonObject } from '../../shared/http/json';
import { objectOf, present, textOf } from '../../shared/http/json';
import type { Voice } from '../../shared/http/replies';
import { StaffError } from '../../shared/model/staffError';
import { amountOf } from './amounts';
import { unknownProduct } from './catalogue';
import type { Connection } from './connection';
import { envelopeOf, isRefusal, saidIn } from './envelope';
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
 * (contracts/cardpluspay.md 3.2, gap 11).
 */
export async function checkAvailability(
	connection: Connection,
	itemCode: string,
	quantity: number,
): Promise<{ availability: Availability; raw: JsonObject }> {
	const delivery = await connection.ask('/orders/check', { item_id: itemCode, quantity });
	return availabilityIn(delivery, itemCode, quantity, connection.voice);
}

/** Whether the quantity is in stock, as a remark that can be done without: undefined when it can't be told at once. */
export async function stockHint(
	connection: Connection,
	itemCode: string,
	quantity: number,
): Promise<boolean | undefined> {
	try {
		const delivery = await connection.askOnce('/orders/check', { item_id: itemCode, quantity });
		return availabilityIn(delivery, itemCode, quantity, connection.voice).availability.isAvailable;
	} catch {
		return undefined;
	}
}

/** @throws StaffError for everything that is neither a yes nor a no */
export function availabilityIn(
	delivery: Delivery,
	itemCode: string,
	quantity: number,
	voice: Voice,
): { availability: Availability; raw: JsonObject } {
	const envelope = refusalIn(delivery, itemCode) ?? envelopeOf(delivery, voice);
	const data = objectOf(envelope.data);
	const state = textOf(data.state);
	const hasIt = data.status !== false && (state === undefined ? data.status === true : state === 'in_stock');
	const availability = present<Availability>({
		productId: itemCode,
		requested: quantity,
		isAvailable: envelope.success === true && hasIt,
		price: amountOf(data.price),
		state,
		message: saidIn(envelope),
	});
	return { availability, raw: data };
}

/** A no to the quantity; no such product and a malformed request are something else. */
function refusalIn(delivery: Delivery, itemCode: string): JsonObject | undefined {
	if (delivery.kind !== 'reply' || !isRefusal(delivery)) return undefined;
	const code = refusalCode(delivery.status, saidIn(delivery.json));
	if (code === 'UNKNOWN_PRODUCT') throw new StaffError(unknownProduct(itemCode));
	const isNo = delivery.status === 400 || (delivery.status >= 200 && delivery.status < 300) || code === 'SOLD_OUT';
	return isNo && delivery.status < 500 ? objectOf(delivery.json) : undefined;
}
