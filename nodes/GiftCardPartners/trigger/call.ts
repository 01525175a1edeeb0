import { isObject, parseJson } from '../../shared/model/json';
import { valueOf } from '../client/keys';

const ORDER_ID = /^[A-Za-z0-9][A-Za-z0-9._:~-]{0,99}$/;

/**
 * The order that a call is about. Nothing else in the body is believed: the sender signs nothing
 * (docs/contracts/gift-card-partners.md 5).
 *
 * @returns undefined when there is nothing in it that could be an order id
 */
export function toOrderId(body: unknown): string | undefined {
	const content = typeof body === 'string' ? parseJson(body) : body;
	const orderId = isObject(content) ? valueOf(content, 'OrderId') : undefined;
	return typeof orderId === 'string' && ORDER_ID.test(orderId) ? orderId : undefined;
}
