import type { JsonObject } from '../../../shared/http/json';
import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { readBalance } from '../../supplier/balance';
import type { Connection } from '../../supplier/connection';

export const getBalance: PlainOperation<Connection> = {
	kind: 'plain',
	panel: {
		resource: 'account',
		operation: 'getBalance',
		name: 'Get Balance',
		action: 'Get balance',
		description: 'Get what is on the account to spend',
		fields: [simplifyField],
	},
	async run(connection, item) {
		const { balance, raw } = await readBalance(connection);
		return [item.flag('simplify') ? ({ ...balance } as JsonObject) : raw];
	},
};
