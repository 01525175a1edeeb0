import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../../shared/http/json';
import { isObject } from '../../shared/http/json';
import type { Item } from '../../shared/node/item';
import { badInput, textIn, wholeNumberIn } from '../../shared/node/item';
import type { CardId, MerchantId, OrderId } from '../supplier/ids';
import { asCardId, asMerchantId, asOrderId } from '../supplier/ids';

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

export function readOrderId(item: Item): OrderId {
	return orderIdIn(item.text('orderId', 'Order ID'));
}

export function orderIdIn(text: string): OrderId {
	const orderId = asOrderId(text);
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

export function readCardId(item: Item): CardId {
	const cardId = asCardId(item.text('cardId', 'Card ID'));
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
export function merchantIdIn(value: unknown, label = 'Merchant'): MerchantId {
	const merchantId = asMerchantId(textIn(chosenIn(value), label));
	if (merchantId) return merchantId;
	throw badInput(
		label,
		'is not the ID of a merchant',
		`Choose '${label}' from the list, or enter the whole number that Get Merchants gives.`,
	);
}

/** What a resource locator holds; an expression may give the bare value. */
export function chosenIn(value: unknown): unknown {
	return isObject(value) && 'value' in value ? value.value : value;
}

/** True or false of an optional field, which an expression may give as text; undefined when it isn't there. */
export function flagOption(value: unknown, label: string): boolean | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw badInput(label, 'is neither true nor false', `Let '${label}' give true or false.`);
}

/** How many Return All and Limit ask for; CardCash has no pages (contracts/cardcash.md 1.1). To be read before anything is sent. */
export function readLimit(item: Item): number {
	if (item.flag('returnAll')) return Infinity;
	return wholeNumberIn(item.value('limit'), 'Limit', 1, Number.MAX_SAFE_INTEGER);
}

/** The supplier's own body, or the shared words, as Simplify says. */
export function simplified(item: Item, simple: object, raw: () => JsonObject): JsonObject {
	return item.flag('simplify') ? (simple as JsonObject) : raw();
}
