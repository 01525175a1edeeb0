import type { PlainOperation } from '../../../shared/node/operation';
import type { Account } from '../../supplier/account';
import { SUPPLIER } from '../../supplier/voice';

export const checkConnection: PlainOperation<Account> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'account',
		operation: 'checkConnection',
		name: 'Check Connection',
		action: 'Check connection',
		description: 'Check that the credential works and that the supplier answers',
		endpoints: ['GET /v1/Status', 'POST /v1/Tokens'],
		fields: [],
	},
	async run(account) {
		await account.read('/v1/Status');
		return [{ supplier: SUPPLIER, isConnected: true, checkedAt: new Date().toISOString() }];
	},
};
