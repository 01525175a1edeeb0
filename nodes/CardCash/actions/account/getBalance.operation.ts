import { StaffError } from '../../../shared/model/staffError';
import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { belowThreshold, compared, readThreshold, thresholdFields } from '../../../shared/node/threshold';
import type { CardCash } from '../../supplier/cardCash';
import { daysLeft, spendingOf } from '../../supplier/spending';
import { balanceOf } from '../../supplier/translateAccount';
import { maskedBody } from '../../supplier/translateCard';
import { readDrawdownAccount, readTransactions } from '../../supplier/wire';

export const getBalance: PlainOperation<CardCash> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'account',
		operation: 'getBalance',
		name: 'Get Balance',
		action: 'Get balance',
		description: 'Get the balance of the drawdown account: available is what can be spent now',
		endpoints: ['GET /v3/customers/drawdown-account', 'GET /v3/customers/drawdown-account/transactions'],
		fields: [...thresholdFields, simplifyField],
	},
	async run(cardCash, item) {
		const threshold = readThreshold(item);
		const account = await readDrawdownAccount(cardCash);
		if (!item.flag('simplify') && threshold === undefined) return [maskedBody(account)];
		const balance = balanceOf(account);
		if (!balance) throw noBalance();
		const output = item.flag('simplify') ? { ...balance } : maskedBody(account);
		if (threshold === undefined) return [output];
		const spending = spendingOf(await readTransactions(cardCash), Date.now());
		return [{ ...compared(output, balance.available, threshold), ...daysLeft(balance.available, spending) }];
	},
	secondOutput: belowThreshold,
};

function noBalance(): StaffError {
	return new StaffError({
		code: 'UNREADABLE_REPLY',
		whatHappened: 'CardCash answered without a balance.',
		whatToDo: 'Ask CardCash whether this account has a drawdown account.',
	});
}
