import { ProblemError } from '../../../shared/model/problem';
import { simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import { belowThreshold, withComparison, parseThreshold, thresholdFields } from '../../../shared/panel/thresholdFields';
import type { CardCashClient } from '../../client/client';
import { daysLeft, toSpending } from '../../client/spending';
import { toBalance } from '../../client/account';
import { maskedBody } from '../../client/card';
import { fetchDrawdownAccount, fetchTransactions } from '../../client/endpoints';

export const getBalance: PlainOperation<CardCashClient> = {
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
	async run(client, item) {
		const threshold = parseThreshold(item);
		const account = await fetchDrawdownAccount(client);
		if (!item.flag('simplify') && threshold === undefined) return [maskedBody(account)];
		const balance = toBalance(account);
		if (!balance) throw noBalance();
		const output = item.flag('simplify') ? { ...balance } : maskedBody(account);
		if (threshold === undefined) return [output];
		const spending = toSpending(await fetchTransactions(client), Date.now());
		return [{ ...withComparison(output, balance.available, threshold), ...daysLeft(balance.available, spending) }];
	},
	secondOutput: belowThreshold,
};

function noBalance(): ProblemError {
	return new ProblemError({
		code: 'UNREADABLE_REPLY',
		whatHappened: 'CardCash answered without a balance.',
		whatToDo: 'Ask CardCash whether this account has a drawdown account.',
	});
}
