import type { JsonObject } from '../../../shared/model/json';
import { ProblemError } from '../../../shared/model/problem';
import type { Balance } from '../../../shared/model/stock';
import { balanceOperation } from '../../../shared/operation/balanceOperation';
import { toBalance, toDaysLeft, toSpending } from '../../client/account';
import { fetchDrawdownAccount, fetchTransactions } from '../../client/endpoints';
import { SHOWN_OF_ACCOUNT } from '../../client/shown';

export const getBalance = balanceOperation({
	description: "Get the balance of the drawdown account. 'available' can be spent now.",
	endpoints: ['GET /v3/customers/drawdown-account', 'GET /v3/customers/drawdown-account/transactions'],
	fetchBalance: fetchDrawdownAccount,
	shown: SHOWN_OF_ACCOUNT,
	parseBalance,
	async fetchOutlook(client, { available }) {
		return toDaysLeft(available, toSpending(await fetchTransactions(client), Date.now()));
	},
});

function parseBalance(body: JsonObject): Balance {
	const balance = toBalance(body);
	if (balance) return balance;
	throw new ProblemError({
		code: 'UNREADABLE_REPLY',
		whatHappened: 'CardCash answered without a balance.',
		whatToDo: 'Ask CardCash whether this account has a drawdown account.',
	});
}
