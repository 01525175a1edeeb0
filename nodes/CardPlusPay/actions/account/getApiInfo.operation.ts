import type { JsonObject } from '../../../shared/http/json';
import { isObject } from '../../../shared/http/json';
import type { PlainOperation } from '../../../shared/node/operation';
import type { Connection } from '../../supplier/connection';
import { maskOrder } from '../../supplier/maskOrder';

export const getApiInfo: PlainOperation<Connection> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'account',
		operation: 'getApiInfo',
		name: 'Get API Info',
		action: 'Get API info',
		description: 'Get what CardPlusPay announces about its API: the version and what is going to end',
		endpoints: ['GET /'],
		fields: [],
	},
	/** The shape is not documented (contracts/cardpluspay.md 2), so it comes as it is; what looks like a code is masked. */
	async run(connection) {
		const { data, message } = await connection.get('/');
		const info: JsonObject = isObject(data) ? data : { message: message ?? null, data: data ?? null };
		return [maskOrder(info)];
	},
};
