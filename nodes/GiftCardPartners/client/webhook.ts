import type { JsonObject } from '../../shared/model/json';
import { isObject, jsonEntries, toText } from '../../shared/model/json';
import { parseJson } from '../../shared/model/parseJson';
import { HIDDEN } from '../../shared/secrets/codeLike';
import { replaceAll } from '../../shared/secrets/shown';
import { valueOf } from './envelope';

const ORDER_ID = /^[A-Za-z0-9][A-Za-z0-9._:~-]{0,99}$/;

/** A notice is four short texts (docs/contracts/gift-card-partners.md 5). What is longer isn't read. */
const MAX_NOTICE_BYTES = 16 * 1024;

/**
 * The order that a call of FulfillmentComplete is about. Nothing else in the body counts: the sender signs nothing
 * (docs/contracts/gift-card-partners.md 5). The bytes are read as JSON whatever type they claim to be, since n8n parses
 * only some types.
 *
 * @param raw the body as it came
 * @param parsed the body as n8n has parsed it, by its type
 * @returns undefined when it holds nothing that can be an order id
 */
export function toCalledOrderId(raw: Uint8Array | undefined, parsed: unknown): string | undefined {
	if (raw !== undefined && raw.length > MAX_NOTICE_BYTES) return undefined;
	const content = parseJson(Buffer.from(raw ?? []).toString('utf8'));
	const ids = [content, typeof content === 'string' ? parseJson(content) : undefined, parsed].map(orderIdIn);
	return ids.find((id) => id !== undefined);
}

function orderIdIn(content: unknown): string | undefined {
	const orderId = isObject(content) ? valueOf(content, 'OrderId') : undefined;
	return typeof orderId === 'string' && ORDER_ID.test(orderId) ? orderId : undefined;
}

/** The address that an order was created with, to be called when it is complete (3.5). */
export function toWebhookUrl(order: JsonObject): URL | undefined {
	const text = toText(valueOf(valueOf(order, 'WebhookSettings'), 'FulfillmentComplete'));
	return text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
}

/** A copy of an order's body that hides that address: it holds the trigger's secret, and is no code. */
export function withoutWebhook(order: JsonObject): JsonObject {
	return Object.fromEntries(
		jsonEntries(order).map(([key, value]) => [
			key,
			key.toLowerCase() === 'webhooksettings' ? replaceAll(value, () => HIDDEN) : value,
		]),
	);
}

/** What of such an address nobody may read: all of it, and what its query holds. */
export function secretsIn(webhookUrl: string): string[] {
	return URL.canParse(webhookUrl) ? [webhookUrl, ...new URL(webhookUrl).searchParams.values()] : [webhookUrl];
}
