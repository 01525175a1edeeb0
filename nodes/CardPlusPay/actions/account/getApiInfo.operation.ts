import type { PlainOperation } from '../../../shared/operation/operation';
import { fetchApiInfo } from '../../client/account';
import type { CardPlusPayClient } from '../../client/client';
import { maskBody } from '../../../shared/secrets/mask';
import { SHOWN_OF_API_INFO } from '../../client/shown';

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
	/** As the supplier sends it, since the shape isn't documented (docs/contracts/cardpluspay.md 1). What looks like a code is masked. */
	async run(client) {
		const { raw } = await fetchApiInfo(client);
		return [maskBody(raw, SHOWN_OF_API_INFO)];
	},
};
