import { simplifyField } from '../../../shared/node/fields';
import type { Item } from '../../../shared/node/item';
import { badInput } from '../../../shared/node/item';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { codesOfOrder } from '../../supplier/codesOfOrder';
import { secureDataOf, withoutErrorKey } from '../../supplier/translateCard';
import { readSecureData } from '../../supplier/wire';
import { cardIdField, orderIdField, readCardId, readOrderId } from '../fields';

export const getSecureData: PlainOperation<CardCash> = {
	kind: 'plain',
	// Views are counted (contracts/cardcash.md 3.7): once the limit is met, no further one may be under way.
	isSequential: true,
	panel: {
		resource: 'card',
		operation: 'getSecureData',
		name: 'Get Secure Data',
		action: 'Get secure data',
		description:
			'Get number, PIN and barcode. CardCash shows them for 24 hours from the purchase and may stop after about ten views in a day.',
		fields: [
			{
				displayName: 'Get From',
				name: 'getFrom',
				type: 'options',
				default: 'order',
				options: [
					{ name: 'One Card', value: 'card' },
					{ name: 'Whole Order', value: 'order', description: 'Every delivered card, one after another' },
				],
				description: 'Whose codes to get',
			},
			{ ...orderIdField, displayOptions: { show: { getFrom: ['order'] } } },
			{ ...cardIdField, displayOptions: { show: { getFrom: ['card'] } } },
			simplifyField,
		],
	},
	async run(cardCash, item) {
		const isSimplified = item.flag('simplify');
		if (getFromIn(item) === 'order') return await codesOfOrder(cardCash, readOrderId(item), isSimplified);
		const cardId = readCardId(item);
		const body = await readSecureData(cardCash, cardId);
		const codes = isSimplified ? secureDataOf(body) : withoutErrorKey(body);
		return [{ cardId, isFetched: true, ...codes }];
	},
};

function getFromIn(item: Item): 'card' | 'order' {
	const from = item.value('getFrom');
	if (from === 'card' || from === 'order') return from;
	throw badInput('Get From', 'is not one of its choices', "Choose 'Get From' from its list.");
}
