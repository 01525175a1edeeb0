import { balanceOperation } from '../../../shared/operation/balanceOperation';
import { fetchBalance, parseBalance } from '../../client/account';
import { SHOWN_OF_BALANCE } from '../../client/shown';

export const getBalance = balanceOperation({
	description: 'Get what the deposit holds: available to spend, and pending from funding requests',
	endpoints: ['GET /v1/AccountBalance'],
	fetchBalance,
	shown: SHOWN_OF_BALANCE,
	parseBalance,
});
