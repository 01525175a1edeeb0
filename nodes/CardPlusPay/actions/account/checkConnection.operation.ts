import { omitUndefined } from '../../../shared/model/json';
import type { PlainOperation } from '../../../shared/operation/operation';
import { simplifyField } from '../../../shared/panel/commonFields';
import { fetchApiInfo } from '../../client/account';
import type { CardPlusPayClient } from '../../client/client';
import { SUPPLIER } from '../../client/envelope';
import { maskBody } from '../../../shared/secrets/mask';
import { SHOWN_OF_API_INFO } from '../../client/shown';

export const checkConnection: PlainOperation<CardPlusPayClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'account',
		operation: 'checkConnection',
		name: 'Check Connection',
		action: 'Check connection',
		description: 'Check that CardPlusPay answers and accepts the credential, and see what it announces about its API',
		endpoints: ['GET /'],
		fields: [simplifyField],
	},
	async run(client, item) {
		const { info, raw } = await fetchApiInfo(client);
		if (!item.flag('simplify')) return [maskBody(raw, SHOWN_OF_API_INFO)];
		return [omitUndefined({ supplier: SUPPLIER, isConnected: true, ...info, checkedAt: new Date().toISOString() })];
	},
};
