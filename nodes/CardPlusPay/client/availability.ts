import type { ErrorContext } from '../../shared/http/replies';
import { isSuccess } from '../../shared/http/replies';
import type { Delivery } from '../../shared/http/request';
import type { Json, JsonObject } from '../../shared/model/json';
import { omitUndefined, toObject, toText, toWholeNumber } from '../../shared/model/json';
import { toAmount } from '../../shared/model/money';
import { ProblemError } from '../../shared/model/problem';
import { unknownProduct } from './catalogue';
import type { CardPlusPayClient } from './client';
import { isRefusal, parseEnvelope, supplierMessage } from './envelope';
import { toRefusalCode } from './refusals';
import { withoutCodes } from '../../shared/secrets/codeLike';

const CHECK_PATH = '/orders/check';

export type Availability = {
	productId: string;
	requested: number;
	/** Whether the whole quantity was there when asked. It isn't held. */
	isAvailable: boolean;
	/** What one card costs. */
	price?: number;
	/** The supplier's own words. */
	state?: string;
	message?: string;
};

interface Checked {
	availability: Availability;
	raw: JsonObject;
}

/**
 * Asks whether a quantity is in stock. A no may come as 200 with `success: false` or as a 4xx
 * (docs/contracts/cardpluspay.md 3.2, gap 11).
 *
 * @throws ProblemError for everything that is neither a yes nor a no
 */
export async function fetchAvailability(
	client: CardPlusPayClient,
	itemCode: string,
	quantity: number,
): Promise<Checked> {
	const delivery = await client.ask(CHECK_PATH, { item_id: itemCode, quantity });
	return parseAvailability(delivery, itemCode, quantity, client.errorContext);
}

/** As `fetchAvailability`, for a hint that can be done without: undefined unless the answer comes at once. */
export async function fetchStockHint(
	client: CardPlusPayClient,
	itemCode: string,
	quantity: number,
): Promise<boolean | undefined> {
	try {
		const delivery = await postCheckOnce(client, itemCode, quantity);
		return parseAvailability(delivery, itemCode, quantity, client.errorContext).availability.isAvailable;
	} catch {
		return undefined;
	}
}

export async function postCheckOnce(client: CardPlusPayClient, itemCode: string, quantity: number): Promise<Delivery> {
	return await client.askOnce(CHECK_PATH, { item_id: itemCode, quantity });
}

/** @throws ProblemError for everything that is neither a yes nor a no */
export function parseAvailability(
	delivery: Delivery,
	itemCode: string,
	quantity: number,
	errorContext: ErrorContext,
): Checked {
	const envelope = parseNo(delivery, itemCode) ?? parseEnvelope(delivery, errorContext);
	const data = toObject(envelope.data);
	const state = toText(data.state);
	// A yes to fewer is none; a reply that doesn't repeat the quantity is taken to be about the one that was asked for.
	const isAboutAll = isUntold(data.requested) || (toWholeNumber(data.requested) ?? 0) >= quantity;
	const isInStock =
		isAboutAll && data.status !== false && (state === undefined ? data.status === true : state === 'in_stock');
	const availability = omitUndefined<Availability>({
		productId: itemCode,
		requested: quantity,
		isAvailable: envelope.success === true && isInStock,
		price: toAmount(data.price),
		state,
		message: withoutCodes(supplierMessage(envelope) ?? '') || undefined,
	});
	return { availability, raw: data };
}

function isUntold(value: Json | undefined): boolean {
	return value === undefined || value === null;
}

/**
 * The envelope of a no to the quantity. A malformed request is none.
 *
 * @throws ProblemError `UNKNOWN_PRODUCT`
 */
function parseNo(delivery: Delivery, itemCode: string): JsonObject | undefined {
	if (delivery.kind !== 'reply' || !isRefusal(delivery)) return undefined;
	const code = toRefusalCode(delivery.status, supplierMessage(delivery.json));
	if (code === 'UNKNOWN_PRODUCT') throw new ProblemError(unknownProduct(itemCode));
	const isNo = delivery.status === 400 || isSuccess(delivery) || code === 'SOLD_OUT';
	return isNo && delivery.status < 500 ? toObject(delivery.json) : undefined;
}
