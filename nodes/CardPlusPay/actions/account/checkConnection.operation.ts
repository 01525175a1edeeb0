import { objectOf, present } from '../../../shared/http/json';
import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { Connection } from '../../supplier/connection';
import { SUPPLIER } from '../../supplier/envelope';
import { apiInfoIn } from '../../supplier/apiInfo';

export const checkConnection: PlainOperation<Connection> = {
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
	async run(connection, item) {
		const envelope = await connection.get('/');
		if (!item.flag('simplify')) return [objectOf(envelope.data)];
		return [
			present({ supplier: SUPPLIER, isConnected: true, ...apiInfoIn(envelope), checkedAt: new Date().toISOString() }),
		];
	},
};
