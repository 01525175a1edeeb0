import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../../shared/model/json';
import type { ItemParameters } from '../../shared/panel/itemParameters';
import { badInput, locatorValue, parseText } from '../../shared/panel/itemParameters';
import type { CardId, MerchantId, OrderId } from '../client/ids';
import { toCardId, toMerchantId, toOrderId } from '../client/ids';

/* Fields that more than one operation uses, each with the way it is read. */

export const orderIdField: INodeProperties = {
	displayName: 'Order ID',
	name: 'orderId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. {{ $json.orderId }}',
	description: "The long ID with dashes that Create Order gives as 'orderId', not the order number",
};

export function parseOrderId(item: ItemParameters): OrderId {
	return parseOrderIdText(item.text('orderId', 'Order ID'));
}

export function parseOrderIdText(text: string): OrderId {
	const orderId = toOrderId(text);
	if (orderId) return orderId;
	const what = /^#?\d+$/.test(text) ? 'is an order number' : 'is not the ID of a CardCash order';
	throw badInput('Order ID', what, "Use 'orderId' as Create Order or Get Many gives it, e.g. {{ $json.orderId }}.");
}

export const cardIdField: INodeProperties = {
	displayName: 'Card ID',
	name: 'cardId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 5000123',
	description: "The number of a bought card, which Create Order and Get Many give as 'cardId'",
};

export function parseCardId(item: ItemParameters): CardId {
	const cardId = toCardId(item.text('cardId', 'Card ID'));
	if (cardId) return cardId;
	throw badInput(
		'Card ID',
		'is not the ID of a CardCash card',
		"Use 'cardId' as Create Order or Get Many gives it, e.g. {{ $json.cardId }}.",
	);
}

export const merchantField: INodeProperties = {
	displayName: 'Merchant',
	name: 'merchantId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The merchant whose gift cards are meant',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a merchant…',
			typeOptions: { searchListMethod: 'searchMerchants', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 412',
			validation: [
				{ type: 'regex', properties: { regex: '^\\s*\\d+\\s*$', errorMessage: 'A merchant ID is a whole number' } },
			],
		},
	],
};

/** @param label with the line it stands in, where there are several */
export function parseMerchantId(value: unknown, label = 'Merchant'): MerchantId {
	const merchantId = toMerchantId(parseText(locatorValue(value), label));
	if (merchantId) return merchantId;
	throw badInput(
		label,
		'is not the ID of a merchant',
		`Choose '${label}' from the list, or enter the whole number that Get Merchants gives.`,
	);
}

/** The supplier's own body, or the shared words, as Simplify says. */
export function simplified(item: ItemParameters, simple: object, raw: () => JsonObject): JsonObject {
	return item.flag('simplify') ? (simple as JsonObject) : raw();
}
