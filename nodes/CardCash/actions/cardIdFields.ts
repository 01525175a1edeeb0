import type { INodeProperties } from 'n8n-workflow';

import type { ItemParameters } from '../../shared/panel/itemParameters';
import { badInput } from '../../shared/panel/itemParameters';
import type { CardId } from '../client/values';
import { toCardId } from '../client/values';

export const cardIdField: INodeProperties = {
	displayName: 'Card ID',
	name: 'cardId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 5000123',
	description: "The number of a bought card, which Create Order and Get Many output as 'cardId'",
};

/** @throws ProblemError that names the field */
export function parseCardId(item: ItemParameters): CardId {
	const cardId = toCardId(item.text('cardId', 'Card ID'));
	if (cardId) return cardId;
	throw badInput(
		'Card ID',
		'is not the ID of a CardCash card',
		"Use 'cardId' from the output of Create Order or Get Many, e.g. {{ $json.cardId }}.",
	);
}
