import { StaffError } from '../../../shared/model/staffError';
import { orderReferenceField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { openJournal } from '../../../shared/purchase/journal';
import { forgetReference as forget } from '../../../shared/purchase/place';
import { normaliseReference } from '../../../shared/purchase/reference';
import type { Connection } from '../../supplier/connection';
import { CardPlusPayDesk } from '../../supplier/desk';

export const forgetReference: PlainOperation<Connection> = {
	kind: 'plain',
	isSequential: true,
	panel: {
		resource: 'order',
		operation: 'forgetReference',
		name: 'Forget Order Reference',
		action: 'Forget order reference',
		description:
			'For the person who has checked in the CardPlusPay dashboard that nothing was bought under a reference, or who wants to buy it once more: the next Create Order with it buys',
		fields: [{ ...orderReferenceField, description: 'The reference to forget, exactly as it was in Create Order' }],
	},
	async run(connection, item, context) {
		const desk = new CardPlusPayDesk(connection);
		const reference = normaliseReference(item.text('orderReference', 'Order Reference'), desk.longestReference);
		const journal = await openJournal(context, desk.account);
		if ('missing' in journal) throw noJournal(journal.missing);
		const wasKnown = await forget(desk, journal, reference);
		return [{ orderReference: reference, forgotten: true, wasKnown }];
	},
};

function noJournal(why: string): StaffError {
	return new StaffError({
		code: 'NO_JOURNAL',
		whatHappened: `Nothing is remembered about this reference, so there is nothing to forget: ${why}.`,
		whatToDo: 'Save the workflow, then run it again.',
	});
}
