import { limitField, returnAllField, simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { transactionOf } from '../../supplier/translateAccount';
import { maskedBody } from '../../supplier/translateCard';
import { readTransactions } from '../../supplier/wire';
import { readLimit, simplified } from '../fields';

export const getTransactions: PlainOperation<CardCash> = {
	kind: 'plain',
	panel: {
		resource: 'account',
		operation: 'getTransactions',
		name: 'Get Transactions',
		action: 'Get transactions',
		description: 'Get deposits and purchases of the drawdown account',
		fields: [returnAllField, limitField, simplifyField],
	},
	async run(cardCash, item) {
		const limit = readLimit(item);
		const transactions = await readTransactions(cardCash);
		return transactions.slice(0, limit).map((entry) => simplified(item, transactionOf(entry), () => maskedBody(entry)));
	},
};
