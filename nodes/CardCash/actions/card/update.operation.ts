import type { JsonObject } from '../../../shared/http/json';
import { isWholeCents, parseMoney, toMajor } from '../../../shared/model/money';
import { simplifyField } from '../../../shared/node/fields';
import type { Item } from '../../../shared/node/item';
import { badInput } from '../../../shared/node/item';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { maskedBody, walletCardOf } from '../../supplier/translateCard';
import { changeWalletCard } from '../../supplier/wire';
import { cardIdField, readCardId, simplified } from '../fields';

const STATUSES = ['ACTIVE', 'ARCHIVED', 'DELETED'];

export const update: PlainOperation<CardCash> = {
	kind: 'plain',
	panel: {
		resource: 'card',
		operation: 'update',
		name: 'Update',
		action: 'Update card',
		description: 'Archive or delete a bought card, or note its balance',
		endpoints: ['PUT /v3/wallets/{cardId}'],
		fields: [
			cardIdField,
			{
				displayName: 'Update Fields',
				name: 'updateFields',
				type: 'collection',
				placeholder: 'Add Field',
				default: {},
				options: [
					{
						displayName: 'Balance',
						name: 'balance',
						type: 'number',
						typeOptions: { minValue: 0, numberPrecision: 2 },
						default: 0,
						description: 'What is left on the card',
					},
					{
						displayName: 'Status',
						name: 'status',
						type: 'options',
						default: 'ARCHIVED',
						options: [
							{ name: 'Active', value: 'ACTIVE' },
							{ name: 'Archived', value: 'ARCHIVED', description: 'Leaves the list of cards, can be brought back' },
							{ name: 'Deleted', value: 'DELETED', description: 'Gone for good: it can not be brought back' },
						],
					},
				],
			},
			simplifyField,
		],
	},
	async run(cardCash, item) {
		const cardId = readCardId(item);
		const card = await changeWalletCard(cardCash, cardId, changesIn(item));
		return [simplified(item, walletCardOf(card), () => maskedBody(card))];
	},
};

function changesIn(item: Item): JsonObject {
	const { status, balance } = item.options('updateFields');
	const changes: JsonObject = {};
	if (status !== undefined && status !== '') {
		if (typeof status !== 'string' || !STATUSES.includes(status)) {
			throw badInput('Status', 'is not one of its choices', `Use one of these in 'Status': ${STATUSES.join(', ')}.`);
		}
		changes.status = status;
	}
	if (balance !== undefined && balance !== '') {
		const cents = isWholeCents(balance) ? parseMoney(balance) : undefined;
		if (cents === undefined || cents < 0) {
			throw badInput(
				'Balance',
				'is not an amount',
				"Enter 0 or more with at most two decimals in 'Balance', e.g. 12.50.",
			);
		}
		changes.balance = toMajor(cents);
	}
	if (Object.keys(changes).length > 0) return changes;
	throw badInput('Update Fields', 'is empty', "Add 'Status' or 'Balance' under 'Update Fields'.");
}
