import type { PlainOperation } from '../../../shared/operation/operation';
import { simplifyField } from '../../../shared/panel/commonFields';
import { belowThreshold, parseThreshold, thresholdFields, withComparison } from '../../../shared/panel/thresholdFields';
import { fetchBalance, parseBalance } from '../../client/account';
import type { GiftCardPartnersClient } from '../../client/client';

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
		const isSimplified = item.flag('simplify');
		const body = await fetchBalance(client);
		if (!isSimplified && threshold === undefined) return [body];
		const balance = parseBalance(body);
		return [withComparison(isSimplified ? balance : body, balance.available, threshold)];
	},
	secondOutput: belowThreshold,
};
