import { StaffError } from '../../../shared/model/staffError';
import { orderReferenceField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { openJournal } from '../../../shared/purchase/journal';
import { forgetReference as forget } from '../../../shared/purchase/place';
import { normaliseReference } from '../../../shared/purchase/reference';
import type { Account } from '../../supplier/account';
import { deskOf, LONGEST_REFERENCE } from '../../supplier/desk';

export const forgetReference: PlainOperation<Account> = {
	kind: 'plain',
	isSequential: true,
	panel: {
		resource: 'order',
		operation: 'forgetReference',
		name: 'Forget Order Reference',
		action: 'Forget order reference',
		description:
			'For the person who has checked with the supplier that nothing was bought under a reference: lets this workflow use it for other cards. The supplier still refuses a reference that has an order.',
		fields: [{ ...orderReferenceField, description: 'The reference to forget, exactly as it was in Create Order' }],
	},
	async run(account, item, context) {
		const reference = normaliseReference(item.text('orderReference', 'Order Reference'), LONGEST_REFERENCE);
		const desk = deskOf(account);
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
