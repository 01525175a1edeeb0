import { ProblemError } from '../../../shared/model/problem';
import type { PlainOperation } from '../../../shared/operation/operation';
import { simplifyField } from '../../../shared/panel/commonFields';
import { belowThreshold, parseThreshold, thresholdFields, withComparison } from '../../../shared/panel/thresholdFields';
import { toBalance, toDaysLeft, toSpending } from '../../client/account';
import type { CardCashClient } from '../../client/client';
import { fetchDrawdownAccount, fetchTransactions } from '../../client/endpoints';
import { simplified } from '../output';

export const getBalance: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'account',
		operation: 'getBalance',
		name: 'Get Balance',
		action: 'Get balance',
		description: "Get the balance of the drawdown account. 'available' can be spent now.",
		endpoints: ['GET /v3/customers/drawdown-account', 'GET /v3/customers/drawdown-account/transactions'],
		fields: [...thresholdFields, simplifyField],
	},
	async run(client, item) {
		const threshold = parseThreshold(item);
		const account = await fetchDrawdownAccount(client);
		const balance = toBalance(account);
		if (!balance && (threshold !== undefined || item.flag('simplify'))) throw noBalance();
		const output = simplified(item, balance ?? {}, account);
		if (!balance || threshold === undefined) return [output];
		const spending = toSpending(await fetchTransactions(client), Date.now());
		return [{ ...withComparison(output, balance.available, threshold), ...toDaysLeft(balance.available, spending) }];
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
