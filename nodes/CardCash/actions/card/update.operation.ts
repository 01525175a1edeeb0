import type { JsonObject } from '../../../shared/model/json';
import { isWholeCents, toCents, toMajor } from '../../../shared/model/money';
import { simplifyField } from '../../../shared/panel/commonFields';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import { badInput } from '../../../shared/panel/itemParameters';
import type { PlainOperation } from '../../../shared/operation/operation';
import type { CardCashClient } from '../../client/client';
import { maskedBody, toWalletCard } from '../../client/card';
import { changeWalletCard } from '../../client/endpoints';
import { cardIdField, parseCardId, simplified } from '../commonFields';

const STATUSES = ['ACTIVE', 'ARCHIVED', 'DELETED'];

export const update: PlainOperation<CardCashClient> = {
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
	async run(client, item) {
		const cardId = parseCardId(item);
		const card = await changeWalletCard(client, cardId, parseChanges(item));
		return [simplified(item, toWalletCard(card), () => maskedBody(card))];
	},
};

function parseChanges(item: ItemParameters): JsonObject {
	const { status, balance } = item.options('updateFields');
	const changes: JsonObject = {};
	if (status !== undefined && status !== '') {
		if (typeof status !== 'string' || !STATUSES.includes(status)) {
			throw badInput('Status', 'is not one of its choices', `Use one of these in 'Status': ${STATUSES.join(', ')}.`);
		}
		changes.status = status;
	}
	if (balance !== undefined && balance !== '') {
		const cents = isWholeCents(balance) ? toCents(balance) : undefined;
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
