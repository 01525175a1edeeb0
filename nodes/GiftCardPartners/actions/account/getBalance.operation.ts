import { objectOf } from '../../../shared/http/json';
import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { belowThreshold, compared, readThreshold, thresholdFields } from '../../../shared/node/threshold';
import type { Account } from '../../supplier/account';
import { balanceFrom } from '../../supplier/balance';

export const getBalance: PlainOperation<Account> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'account',
		operation: 'getBalance',
		name: 'Get Balance',
		action: 'Get balance',
		description: 'Get what the deposit holds: available to spend, and pending from funding requests',
		endpoints: ['GET /v1/AccountBalance'],
		fields: [...thresholdFields, simplifyField],
	},
	async run(account, item) {
		const threshold = readThreshold(item);
		const body = await account.read('/v1/AccountBalance');
		if (!item.flag('simplify') && threshold === undefined) return [objectOf(body)];
		const balance = balanceFrom(body);
		return [compared(item.flag('simplify') ? { ...balance } : objectOf(body), balance.available, threshold)];
	},
	secondOutput: belowThreshold,
};
