import type { INodeProperties } from 'n8n-workflow';

import { StaffError } from '../model/staffError';
import { openJournal } from '../purchase/journal';
import type { OrderDesk } from '../purchase/orderDesk';
import { forgetReference } from '../purchase/place';
import { normaliseReference } from '../purchase/reference';
import { optionsField, orderReferenceField, simplifyField } from './fields';
import type { Operation, OrderOperation } from './operation';
import { orderOperation } from './operation';

/* Create Order's relatives, which are the same for every supplier. */

/**
 * @param fields of Create Order: the reference and the cards
 * @param options of Create Order, where the cards depend on one
 */
export function findLostOperation<Supplier, Cart>({
	fields,
	options = [],
	endpoints,
	...rest
}: Pick<OrderOperation<Supplier, Cart>, 'desk' | 'readOrder' | 'presenter'> & {
	fields: INodeProperties[];
	options?: INodeProperties[];
	endpoints: readonly string[];
}): Operation<Supplier> {
	return orderOperation<Supplier, Cart>({
		...rest,
		kind: 'order',
		job: 'find',
		panel: {
			resource: 'order',
			operation: 'findLost',
			name: 'Find Lost Order',
			action: 'Find lost order',
			description: 'Find out whether an order whose reply was lost has been bought. Never buys.',
			endpoints,
			fields: [...fields, simplifyField, ...(options.length > 0 ? [optionsField(options)] : [])],
		},
		patience: () => ({ settleMs: 0, looks: 1 }),
	});
}

/** @param caution what the person should know about this supplier, as part of the description */
export function forgetReferenceOperation<Supplier>(
	deskOf: (supplier: Supplier) => OrderDesk<never>,
	caution: string,
	endpoints: readonly string[],
): Operation<Supplier> {
	return {
		kind: 'plain',
		isSequential: true,
		panel: {
			resource: 'order',
			operation: 'forgetReference',
			name: 'Forget Order Reference',
			action: 'Forget order reference',
			description: `For the person who has checked with the supplier that nothing was bought under a reference. ${caution}`,
			endpoints,
			fields: [
				{
					displayName: `Only after you have checked with the supplier that nothing was bought under this reference. ${caution}`,
					name: 'forgetNotice',
					type: 'notice',
					default: '',
				},
				{ ...orderReferenceField, description: 'The reference to forget, exactly as it was in Create Order' },
			],
		},
		async run(supplier, item, context) {
			const desk = deskOf(supplier);
			const reference = normaliseReference(item.text('orderReference', 'Order Reference'), desk.longestReference);
			const journal = await openJournal(context, desk.account);
			if ('missing' in journal) throw noJournal(journal.missing);
			const wasKnown = await forgetReference(desk, journal, reference);
			return [{ orderReference: reference, forgotten: true, wasKnown }];
		},
	};
}

function noJournal(why: string): StaffError {
	return new StaffError({
		code: 'NO_JOURNAL',
		whatHappened: `Nothing is remembered about this reference, so there is nothing to forget: ${why}.`,
		whatToDo: 'Run this in the saved workflow whose Create Order has used the reference.',
	});
}
