import { textOf } from '../../../shared/http/json';
import { limitField, optionsField, returnAllField, simplifyField } from '../../../shared/node/fields';
import { optionalTextIn } from '../../../shared/node/item';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { transactionOf } from '../../supplier/translateAccount';
import { maskedBody } from '../../supplier/translateCard';
import { readTransactions } from '../../supplier/wire';
import { readLimit, simplified } from '../fields';

export const getTransactions: PlainOperation<CardCash> = {
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
	async run(cardCash, item) {
		const limit = readLimit(item);
		const type = optionalTextIn(item.options('options').type, 'Type')?.toLowerCase();
		const transactions = await readTransactions(cardCash);
		const wanted = transactions.filter(
			(entry) => type === undefined || textOf(entry.type)?.trim().toLowerCase() === type,
		);
		return wanted.slice(0, limit).map((entry) => simplified(item, transactionOf(entry), () => maskedBody(entry)));
	},
};
