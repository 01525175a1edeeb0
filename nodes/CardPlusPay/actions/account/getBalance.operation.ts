import { balanceOperation } from '../../../shared/operation/balanceOperation';
import { fetchBalance, parseBalance } from '../../client/account';

export const getBalance = balanceOperation({
	description: 'Get the balance that the account can spend',
	endpoints: ['GET /balance'],
	fetchBalance,
	parseBalance,
});
