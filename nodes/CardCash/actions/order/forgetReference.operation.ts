import { StaffError } from '../../../shared/model/staffError';
import { orderReferenceField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { openJournal } from '../../../shared/purchase/journal';
import { forgetReference as forget } from '../../../shared/purchase/place';
import { normaliseReference } from '../../../shared/purchase/reference';
import type { CardCash } from '../../supplier/cardCash';
import { CardCashDesk } from '../../supplier/desk';

export const forgetReference: PlainOperation<CardCash> = {
	kind: 'plain',
	isSequential: true,
	panel: {
		resource: 'order',
		operation: 'forgetReference',
		name: 'Forget Order Reference',
		action: 'Forget order reference',
		description:
			'For the person who has checked in the CardCash portal that nothing was bought: the next Create Order with this reference in this workflow buys',
		fields: [orderReferenceField],
	},
	async run(cardCash, item, context) {
		const desk = new CardCashDesk(cardCash);
		const reference = normaliseReference(item.text('orderReference', 'Order Reference'), desk.longestReference);
		const journal = await openJournal(context, desk.account);
		if ('missing' in journal) throw noMemory(journal.missing);
		const wasKnown = await forget(desk, journal, reference);
		return [{ orderReference: reference, forgotten: true, wasKnown }];
	},
};

function noMemory(why: string): StaffError {
	return new StaffError({
		code: 'NO_JOURNAL',
		whatHappened: `There is nothing to forget: ${why}.`,
		whatToDo: 'Run this in the saved workflow whose Create Order has used the reference.',
	});
}
