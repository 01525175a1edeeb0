import { toText } from '../../../shared/model/json';
import {
	limitField,
	optionsField,
	parseLimit,
	returnAllField,
	simplifyField,
} from '../../../shared/panel/commonFields';
import { parseOptionalText } from '../../../shared/panel/itemParameters';
import type { PlainOperation } from '../../../shared/operation/operation';
import type { CardCashClient } from '../../client/client';
import { toTransaction } from '../../client/account';
import { maskedBody } from '../../client/card';
import { fetchTransactions } from '../../client/endpoints';
import { simplified } from '../commonFields';

export const getTransactions: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'account',
		operation: 'getTransactions',
		name: 'Get Transactions',
		action: 'Get transactions',
		description: 'Get deposits and purchases of the drawdown account',
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
		const transactions = await fetchTransactions(client);
		const wanted = transactions.filter(
			(entry) => type === undefined || toText(entry.type)?.trim().toLowerCase() === type,
		);
		return wanted.slice(0, limit).map((entry) => simplified(item, toTransaction(entry), () => maskedBody(entry)));
	},
};
