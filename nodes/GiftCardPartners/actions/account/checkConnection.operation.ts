import type { PlainOperation } from '../../../shared/operation/operation';
import * as account from '../../client/account';
import type { GiftCardPartnersClient } from '../../client/client';
import { SUPPLIER } from '../../client/envelope';

export const checkConnection: PlainOperation<GiftCardPartnersClient> = {
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
	async run(client) {
		await account.checkConnection(client);
		return [{ supplier: SUPPLIER, isConnected: true, checkedAt: new Date().toISOString() }];
	},
};
