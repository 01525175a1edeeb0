import type { INodeProperties } from 'n8n-workflow';

import { orderReferenceField, patienceOptions } from '../../../shared/node/fields';
import { brandField, itemCodeField, quantityField } from '../fields';

/** CardPlusPay documents none; 60 s is what its clients are told to wait for a reply at least (contracts/cardpluspay.md 6). */
export const SETTLE_SECONDS = 65;

const emailOption: INodeProperties = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	placeholder: 'name@email.com',
	default: '',
	description:
		'The recipient, for the records of CardPlusPay. It may send the codes there by itself; leave it out unless you want that.',
};

function optionsField(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options,
	};
}

/** What names an order and its cards: the same in Create Order and in Find Lost Order, which compares them. */
const referenceAndCards: INodeProperties[] = [orderReferenceField, brandField, itemCodeField, quantityField];

export const createFields: INodeProperties[] = [
	...referenceAndCards,
	optionsField([emailOption, ...patienceOptions(SETTLE_SECONDS)]),
];

export const findLostFields: INodeProperties[] = [...referenceAndCards, optionsField([emailOption])];
