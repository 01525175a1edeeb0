import { toObject, omitUndefined } from '../../../shared/model/json';
import { simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import type { CardPlusPayClient } from '../../client/client';
import { SUPPLIER } from '../../client/envelope';
import { toApiInfo } from '../../client/apiInfo';

export const checkConnection: PlainOperation<CardPlusPayClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'account',
		operation: 'checkConnection',
		name: 'Check Connection',
		action: 'Check connection',
		description: 'Check that CardPlusPay answers and takes the credential, and what it announces about its API',
		endpoints: ['GET /'],
		fields: [simplifyField],
	},
	async run(client, item) {
		const envelope = await client.get('/');
		if (!item.flag('simplify')) return [toObject(envelope.data)];
		return [
			omitUndefined({
				supplier: SUPPLIER,
				isConnected: true,
				...toApiInfo(envelope),
				checkedAt: new Date().toISOString(),
			}),
		];
	},
};
