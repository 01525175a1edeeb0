import { simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import { belowThreshold, withComparison, parseThreshold, thresholdFields } from '../../../shared/panel/thresholdFields';
import { fetchBalance } from '../../client/account';
import type { CardPlusPayClient } from '../../client/client';

export const getBalance: PlainOperation<CardPlusPayClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'account',
		operation: 'getBalance',
		name: 'Get Balance',
		action: 'Get balance',
		description: 'Get the balance that the account can spend',
		endpoints: ['GET /balance'],
		fields: [...thresholdFields, simplifyField],
	},
	async run(client, item) {
		const threshold = parseThreshold(item);
		const { balance, raw } = await fetchBalance(client);
		return [withComparison(item.flag('simplify') ? balance : raw, balance.available, threshold)];
	},
	secondOutput: belowThreshold,
};
