import type { INodeProperties } from 'n8n-workflow';

import { newQuantityField } from '../../shared/panel/commonFields';
import type { ItemParameters } from '../../shared/panel/itemParameters';
import { badInput, parseWholeNumber } from '../../shared/panel/itemParameters';

/** Only narrows the list of `itemCode`: the item code alone says what is bought. */
export const brandField: INodeProperties = {
	displayName: 'Brand',
	name: 'brand',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: "Shortens the list of 'Item Code' and does nothing else. Leave it empty to see all brands.",
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a brand…',
			typeOptions: { searchListMethod: 'searchBrands', searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. ACME' },
	],
};

export const itemCodeField: INodeProperties = {
	displayName: 'Item Code',
	name: 'itemCode',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description:
		'The gift card. The list shows its face value and, after the dash, what one costs. Type until few are left to see whether they are in stock.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a product…',
			typeOptions: { searchListMethod: 'searchProducts', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. ACME-10USD-abcd' },
	],
};

const LONGEST_ITEM_CODE = 255;

export function parseItemCode(item: ItemParameters): string {
	const itemCode = item.locator('itemCode', 'Item Code');
	if (itemCode.length <= LONGEST_ITEM_CODE) return itemCode;
	throw badInput(
		'Item Code',
		`is longer than ${LONGEST_ITEM_CODE} characters`,
		"Choose 'Item Code' from the list, or check the expression that should give one.",
	);
}

/** The most that one order takes (docs/contracts/cardpluspay.md 3.3). */
const MOST_CARDS = 100;

export const quantityField = newQuantityField(`How many cards, at most ${MOST_CARDS}`);

export function parseQuantity(item: ItemParameters): number {
	return parseWholeNumber(item.value('quantity'), 'Quantity', 1, MOST_CARDS);
}
