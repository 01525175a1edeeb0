import type { PlainOperation } from '../../../shared/operation/operation';
import {
	limitField,
	optionsField,
	parseLimit,
	returnAllField,
	simplifyField,
} from '../../../shared/panel/commonFields';
import { parseOptionalText } from '../../../shared/panel/itemParameters';
import { toTransaction } from '../../client/account';
import type { CardCashClient } from '../../client/client';
import { fetchTransactions } from '../../client/endpoints';
import { simplified } from '../output';
import { SHOWN_OF_TRANSACTION } from '../../client/shown';
import { mapInTurns } from '../../../shared/n8n/pause';

export const getTransactions: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'account',
		operation: 'getTransactions',
		name: 'Get Transactions',
		action: 'Get transactions',
		description: 'Get the deposits and purchases of the drawdown account',
		endpoints: ['GET /v3/customers/drawdown-account/transactions'],
		fields: [
			returnAllField,
			limitField,
			simplifyField,
			optionsField([
				{
					displayName: 'Type',
					name: 'type',
					type: 'string',
					default: '',
					placeholder: 'e.g. Deposit',
					description: "Return transactions of this type only, such as Purchase or Deposit, in CardCash's words",
				},
			]),
		],
	},
	async run(client, item) {
		const limit = parseLimit(item);
		const type = parseOptionalText(item.options('options').type, 'Type')?.toLowerCase();
		const transactions = await mapInTurns(await fetchTransactions(client), (body) => ({
			transaction: toTransaction(body),
			body,
		}));
		const isWanted = (its: string | undefined) => type === undefined || its?.trim().toLowerCase() === type;
		const wanted = transactions.filter(({ transaction }) => isWanted(transaction.type)).slice(0, limit);
		return await mapInTurns(wanted, ({ transaction, body }) =>
			simplified(item, transaction, body, SHOWN_OF_TRANSACTION),
		);
	},
};
