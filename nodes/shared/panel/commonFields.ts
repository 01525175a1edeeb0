import type { INodeProperties } from 'n8n-workflow';

import { FOR_AGENTS, NOT_FOR_AGENTS } from './agents';
import type { ItemParameters } from './itemParameters';
import { parseWholeNumber } from './itemParameters';

/* Fields of more than one node. */

export const orderReferenceField: INodeProperties = {
	displayName: 'Order Reference',
	name: 'orderReference',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. INV-2041 or {{ $json.invoiceNumber }}',
	description:
		'Your own name for this order, from your data. Running the workflow again with the same reference and the same cards gives you the same order instead of buying again. Never use a random value.',
};

/** @param description which of the supplier's IDs is meant, and where it comes from */
export function newOrderIdField(description: string): INodeProperties {
	return {
		displayName: 'Order ID',
		name: 'orderId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. {{ $json.orderId }}',
		description,
	};
}

/** How many cards. The parser has the upper bound: a `maxValue` would rewrite what is typed (docs/n8n-engine.md 2). */
export function newQuantityField(description: string): INodeProperties {
	return {
		displayName: 'Quantity',
		name: 'quantity',
		type: 'number',
		required: true,
		typeOptions: { minValue: 1 },
		default: 1,
		description,
	};
}

/**
 * For Create Order and what belongs to it. A model that has lost a reply must not think of a new name.
 *
 * @param more to add to the description
 */
export function orderReferenceFields(more = ''): INodeProperties[] {
	const forAgents = 'Name of this purchase. Use the SAME value when repeating or when unsure whether it worked.';
	return [
		{
			...orderReferenceField,
			displayOptions: NOT_FOR_AGENTS,
			description: `${orderReferenceField.description ?? ''}${more}`,
		},
		{ ...orderReferenceField, displayOptions: FOR_AGENTS, description: `${forAgents}${more}` },
	];
}

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export const returnAllField: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	displayOptions: { show: { returnAll: [false] } },
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
};

/** How many results Return All and Limit ask for. To be called before anything is sent. */
export function parseLimit(item: ItemParameters): number {
	return item.flag('returnAll') ? Infinity : parseWholeNumber(item.value('limit'), 'Limit', 1, Number.MAX_SAFE_INTEGER);
}

/** The collection 'Options', its entries sorted by name. */
export function optionsField(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...options].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/** An expression that is true for these operations of a resource. */
function isOneOf(resource: string, operations: string[]): string {
	const isOperation = `${JSON.stringify(operations)}.includes($parameter["operation"])`;
	return `$parameter["resource"] === ${JSON.stringify(resource)} && ${isOperation}`;
}

/** Two outputs with names, as n8n's expression for a node's outputs gives them. */
function namedOutputs(...names: [string, string]): string {
	return JSON.stringify(names.map((displayName) => ({ type: 'main', displayName })));
}

const buys = isOneOf('order', ['create', 'findLost']);
const comparesBalance = `${isOneOf('account', ['getBalance'])} && $parameter["compareBalance"]`;

/** Create Order and Find Lost Order have two outputs, as has Get Balance with a threshold; all others have one. */
export const outputs: `={{${string}}}` = `={{ ${buys} ? ${namedOutputs('Orders', 'Needs Attention')} : ${comparesBalance} ? ${namedOutputs('Enough', 'Below')} : ["main"] }}`;
