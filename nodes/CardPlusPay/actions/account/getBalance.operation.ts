import { balanceOperation } from '../../../shared/operation/balanceOperation';
import { fetchBalance, parseBalance } from '../../client/account';
import { SHOWN_OF_BALANCE } from '../../client/shown';

export const getBalance = balanceOperation({
	description: 'Get the balance that the account can spend',
	endpoints: ['GET /balance'],
	fetchBalance,
	shown: SHOWN_OF_BALANCE,
	parseBalance,
});
