import { toObject } from '../../../shared/model/json';
import { simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import { belowThreshold, withComparison, parseThreshold, thresholdFields } from '../../../shared/panel/thresholdFields';
import type { GiftCardPartnersClient } from '../../client/client';
import { toBalance } from '../../client/balance';

export const getBalance: PlainOperation<GiftCardPartnersClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'account',
		operation: 'getBalance',
		name: 'Get Balance',
		action: 'Get balance',
		description: 'Get what the deposit holds: available to spend, and pending from funding requests',
		endpoints: ['GET /v1/AccountBalance'],
		fields: [...thresholdFields, simplifyField],
	},
	async run(client, item) {
		const threshold = parseThreshold(item);
		const body = await client.read('/v1/AccountBalance');
		if (!item.flag('simplify') && threshold === undefined) return [toObject(body)];
		const balance = toBalance(body);
		return [withComparison(item.flag('simplify') ? { ...balance } : toObject(body), balance.available, threshold)];
	},
	secondOutput: belowThreshold,
};
