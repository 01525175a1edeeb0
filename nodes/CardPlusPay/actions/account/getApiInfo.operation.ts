import type { JsonObject } from '../../../shared/model/json';
import { isObject } from '../../../shared/model/json';
import type { PlainOperation } from '../../../shared/operation/operation';
import type { CardPlusPayClient } from '../../client/client';
import { maskOrder } from '../../client/maskOrder';

export const getApiInfo: PlainOperation<CardPlusPayClient> = {
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
	/** The shape is not documented (docs/contracts/cardpluspay.md 2), so it comes as it is; what looks like a code is masked. */
	async run(client) {
		const { data, message } = await client.get('/');
		const info: JsonObject = isObject(data) ? data : { message: message ?? null, data: data ?? null };
		return [maskOrder(info)];
	},
};
