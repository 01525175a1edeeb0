import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { belowThreshold, compared, readThreshold, thresholdFields } from '../../../shared/node/threshold';
import { readBalance } from '../../supplier/balance';
import type { Connection } from '../../supplier/connection';

export const getBalance: PlainOperation<Connection> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'account',
		operation: 'getBalance',
		name: 'Get Balance',
		action: 'Get balance',
		description: 'Get what is on the account to spend',
		endpoints: ['GET /balance'],
		fields: [...thresholdFields, simplifyField],
	},
	async run(connection, item) {
		const threshold = readThreshold(item);
		const { balance, raw } = await readBalance(connection);
		return [compared(item.flag('simplify') ? { ...balance } : raw, balance.available, threshold)];
	},
	secondOutput: belowThreshold,
};
