import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

import { locatorValue, parseOptionalText, parseText } from '../../shared/panel/itemParameters';

/** A field whose value is chosen from a list that the supplier gives, or entered by hand. */
export function choiceField(
	field: Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'required' | 'displayOptions'>,
	list: { method: string; placeholder: string; slowLoadNotice?: string },
	byHand: Pick<INodePropertyMode, 'displayName' | 'name' | 'placeholder'>,
): INodeProperties {
	const { method: searchListMethod, placeholder, slowLoadNotice } = list;
	const notice = slowLoadNotice === undefined ? {} : { slowLoadNotice: { message: slowLoadNotice, timeout: 5000 } };
	return {
		...field,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder,
				typeOptions: { searchListMethod, searchable: true, ...notice },
			},
			{ ...byHand, type: 'string' },
		],
	};
}

/** The other mode of a `choiceField`. */
export function byId(placeholder: string): Pick<INodePropertyMode, 'displayName' | 'name' | 'placeholder'> {
	return { displayName: 'By ID', name: 'id', placeholder };
}

/** The value of a `choiceField` inside a line, or of the bare value that an expression gives in its place. */
export function parseChoice(value: unknown, label: string): string {
	return parseText(locatorValue(value), label);
}

export function parseOptionalChoice(value: unknown, label: string): string | undefined {
	return parseOptionalText(locatorValue(value), label);
}

/** A product of the catalogue, for an operation of its own or for one line of an order. */
export const productField = choiceField(
	{
		displayName: 'Product',
		name: 'productId',
		required: true,
		description: 'The gift card. The list shows what it may be worth, the discount and how it can be delivered.',
	},
	{
		method: 'searchProducts',
		placeholder: 'Choose a product…',
		slowLoadNotice: 'Reading the catalogue takes a moment',
	},
	byId('e.g. BRANDX'),
);
