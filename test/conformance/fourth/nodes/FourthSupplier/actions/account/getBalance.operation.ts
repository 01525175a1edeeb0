import { ProblemError } from '../../../shared/model/problem';
import type { PlainOperation } from '../../../shared/operation/operation';
import { simplifyField } from '../../../shared/panel/commonFields';
import { belowThreshold, parseThreshold, thresholdFields, withComparison } from '../../../shared/panel/thresholdFields';
import { toCents, toMajor } from '../../../shared/model/money';
import type { FourthSupplierClient } from '../../client/client';
import { SUPPLIER } from '../../client/client';

export const getBalance: PlainOperation<FourthSupplierClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'account',
		operation: 'getBalance',
		name: 'Get Balance',
		action: 'Get balance',
		description: 'Get what is on the account to spend',
		endpoints: ['GET /balance'],
		fields: [...thresholdFields, simplifyField],
	},
	async run(client, item) {
		const threshold = parseThreshold(item);
		const raw = await client.get('/balance');
		const available = toCents(raw.available);
		if (available === undefined) throw new ProblemError(UNREADABLE);
		const balance = { available: toMajor(available), currency: raw.currency };
		return [withComparison(item.flag('simplify') ? balance : raw, balance.available, threshold)];
	},
	secondOutput: belowThreshold,
};

const UNREADABLE = {
	code: 'UNREADABLE_REPLY',
	whatHappened: `${SUPPLIER} answered without a balance.`,
	whatToDo: "Check 'Base URL' in the credential.",
};
