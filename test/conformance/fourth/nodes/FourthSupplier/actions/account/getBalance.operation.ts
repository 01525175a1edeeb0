import type { JsonObject } from '../../../shared/model/json';
import { omitUndefined, toText } from '../../../shared/model/json';
import { toAmount } from '../../../shared/model/money';
import { ProblemError } from '../../../shared/model/problem';
import type { Balance } from '../../../shared/model/stock';
import { balanceOperation } from '../../../shared/operation/balanceOperation';
import { shown } from '../../../shared/secrets/shown';
import type { FourthSupplierClient } from '../../client/client';
import { SUPPLIER } from '../../client/client';

export const getBalance = balanceOperation({
	description: 'Get what is on the account to spend',
	endpoints: ['GET /balance'],
	fetchBalance: async (client: FourthSupplierClient) => await client.get('/balance'),
	shown: shown({ available: 'amount', currency: 'text' }),
	parseBalance,
});

function parseBalance(body: JsonObject): Balance {
	const available = toAmount(body.available);
	if (available === undefined) throw new ProblemError(UNREADABLE);
	return omitUndefined<Balance>({ available, currency: toText(body.currency) });
}

const UNREADABLE = {
	code: 'UNREADABLE_REPLY',
	whatHappened: `${SUPPLIER} answered without a balance.`,
	whatToDo: "Check 'Base URL' in the credential.",
};
