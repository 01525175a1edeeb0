import type { JsonObject } from '../../../shared/http/json';
import { objectOf } from '../../../shared/http/json';
import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { Account } from '../../supplier/account';
import { balanceFrom } from '../../supplier/balance';

export const getBalance: PlainOperation<Account> = {
	kind: 'plain',
	panel: {
		resource: 'account',
		operation: 'getBalance',
		name: 'Get Balance',
		action: 'Get balance',
		description: 'Get what the deposit holds: available to spend, and pending from funding requests',
		fields: [simplifyField],
	},
	async run(account, item) {
		const body = await account.read('/v1/AccountBalance');
		return [item.flag('simplify') ? (balanceFrom(body) as unknown as JsonObject) : objectOf(body)];
	},
};
