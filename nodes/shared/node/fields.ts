import type { INodeProperties } from 'n8n-workflow';

/* Fields that more than one node uses, so that the same thing looks the same everywhere. */

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

/** The collection 'Options', its entries in alphabetical order. */
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

/** For suppliers without an idempotency key. @param settleSeconds the supplier's own worst case, as the default */
export function patienceOptions(settleSeconds: number): INodeProperties[] {
	return [
		{
			displayName: 'Looks After a Lost Reply',
			name: 'looks',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 20 },
			default: 3,
			description: 'How many times to look for the order in the list of orders when no clear reply came',
		},
		{
			displayName: 'Settle Time (Seconds)',
			name: 'settleTime',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 3600 },
			default: settleSeconds,
			description:
				'How long to wait after sending before looking for an order whose reply was lost. The supplier may still be working on it; a shorter time can miss it.',
		},
	];
}

/** Create Order and Find Lost Order have two outputs, Get Balance where it compares; every other operation has one. */
export const outputs = `={{ $parameter["resource"] === "order" && ["create", "findLost"].includes($parameter["operation"]) ? [{ type: "main", displayName: "Orders" }, { type: "main", displayName: "Needs Attention" }] : $parameter["resource"] === "account" && $parameter["operation"] === "getBalance" && $parameter["compareBalance"] ? [{ type: "main", displayName: "Enough" }, { type: "main", displayName: "Below" }] : ["main"] }}`;
