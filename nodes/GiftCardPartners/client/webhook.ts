import type { JsonObject } from '../../shared/model/json';
import { isObject, jsonEntries, parseJson, toText } from '../../shared/model/json';
import { HIDDEN } from '../../shared/secrets/codeLike';
import { replaceAll } from '../../shared/secrets/shown';
import { valueOf } from './envelope';

const ORDER_ID = /^[A-Za-z0-9][A-Za-z0-9._:~-]{0,99}$/;

/**
 * The order that a call of FulfillmentComplete is about. Nothing else in the body counts: the sender signs nothing
 * (docs/contracts/gift-card-partners.md 5).
 *
 * @param body as n8n gives it: data, or text that is JSON
 * @returns undefined when it holds nothing that can be an order id
 */
export function toCalledOrderId(body: unknown): string | undefined {
	const content = typeof body === 'string' ? parseJson(body) : body;
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
