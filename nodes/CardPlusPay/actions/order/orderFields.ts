import type { INodeProperties } from 'n8n-workflow';

import { orderReferenceField } from '../../../shared/panel/commonFields';
import { brandField, itemCodeField, quantityField } from '../commonFields';

export const emailOption: INodeProperties = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	placeholder: 'name@email.com',
	default: '',
	description:
		'The recipient, for the records of CardPlusPay. It may send the codes there by itself; leave it out unless you want that.',
};

/** What names an order and its cards: the same in Create Order and in Find Lost Order, which compares them. */
export const referenceAndCards: INodeProperties[] = [orderReferenceField, brandField, itemCodeField, quantityField];
