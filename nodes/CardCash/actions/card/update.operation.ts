import { isWholeCents, toCents } from '../../../shared/model/money';
import type { PlainOperation } from '../../../shared/operation/operation';
import { simplifyField } from '../../../shared/panel/commonFields';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import { badInput } from '../../../shared/panel/itemParameters';
import type { CardChanges } from '../../client/card';
import { CARD_STATUSES, toWalletCard } from '../../client/card';
import type { CardCashClient } from '../../client/client';
import { changeWalletCard } from '../../client/endpoints';
import { cardIdField, parseCardId } from '../cardIdFields';
import { simplified } from '../output';
import { SHOWN_OF_WALLET_CARD } from '../../client/shown';

export const update: PlainOperation<CardCashClient> = {
	kind: 'plain',
	panel: {
		resource: 'card',
		operation: 'update',
		name: 'Update',
		action: 'Update card',
		description: 'Archive or delete a bought card, or record its balance',
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
							{ name: 'Archived', value: 'ARCHIVED', description: 'Hidden from the list of cards; can be undone' },
							{ name: 'Deleted', value: 'DELETED', description: 'Gone for good; can not be undone' },
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
		return [simplified(item, toWalletCard(card), card, SHOWN_OF_WALLET_CARD)];
	},
};

function parseChanges(item: ItemParameters): CardChanges {
	const { status, balance } = item.options('updateFields');
	const changes = { status: parseStatus(status), balance: parseBalance(balance) };
	if (changes.status !== undefined || changes.balance !== undefined) return changes;
	throw badInput('Update Fields', 'is empty', "Add 'Status' or 'Balance' under 'Update Fields'.");
}

function parseStatus(value: unknown): CardChanges['status'] {
	if (value === undefined || value === '') return undefined;
	const status = CARD_STATUSES.find((choice) => choice === value);
	if (status !== undefined) return status;
	throw badInput('Status', 'is not one of its choices', `Use one of these in 'Status': ${CARD_STATUSES.join(', ')}.`);
}

function parseBalance(value: unknown): CardChanges['balance'] {
	if (value === undefined || value === '') return undefined;
	const cents = isWholeCents(value) ? toCents(value) : undefined;
	if (cents !== undefined && cents >= 0) return cents;
	throw badInput('Balance', 'is not an amount', "Enter 0 or more with at most two decimals in 'Balance', e.g. 12.50.");
}
