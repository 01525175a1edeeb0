import { StaffError } from '../../../shared/model/staffError';
import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { balanceOf } from '../../supplier/translateAccount';
import { maskedBody } from '../../supplier/translateCard';
import { readDrawdownAccount } from '../../supplier/wire';

export const getBalance: PlainOperation<CardCash> = {
	kind: 'plain',
	panel: {
		resource: 'account',
		operation: 'getBalance',
		name: 'Get Balance',
		action: 'Get balance',
		description: 'Get the balance of the drawdown account: available is what can be spent now',
		endpoints: ['GET /v3/customers/drawdown-account'],
		fields: [simplifyField],
	},
	async run(cardCash, item) {
		const account = await readDrawdownAccount(cardCash);
		if (!item.flag('simplify')) return [maskedBody(account)];
		const balance = balanceOf(account);
		if (!balance) throw noBalance();
		return [{ ...balance }];
	},
};

function noBalance(): StaffError {
	return new StaffError({
		code: 'UNREADABLE_REPLY',
		whatHappened: 'CardCash answered without a balance.',
		whatToDo: 'Ask CardCash whether this account has a drawdown account.',
	});
}
