import type { PlainOperation } from '../../../shared/operation/operation';
import {
	limitField,
	optionsField,
	parseLimit,
	returnAllField,
	simplifyField,
} from '../../../shared/panel/commonFields';
import { parseOptionalFlag } from '../../../shared/panel/itemParameters';
import { toPaymentMethod } from '../../client/account';
import type { CardCashClient } from '../../client/client';
import { fetchPaymentMethods } from '../../client/endpoints';
import { simplified } from '../output';
import { SHOWN_OF_PAYMENT_METHOD } from '../../client/shown';

export const getPaymentMethods: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'account',
		operation: 'getPaymentMethods',
		name: 'Get Payment Methods',
		action: 'Get payment methods',
		description: 'Get the bank accounts and cards saved at CardCash',
		endpoints: ['GET /v3/customers/payment-options'],
		fields: [
			returnAllField,
			limitField,
			simplifyField,
			optionsField([
				{
					displayName: 'Verified Only',
					name: 'verifiedOnly',
					type: 'boolean',
					default: false,
					description: 'Whether to leave out those that CardCash has not verified: it refuses orders that use them',
				},
			]),
		],
	},
	async run(client, item) {
		const limit = parseLimit(item);
		const isVerifiedOnly = parseOptionalFlag(item.options('options').verifiedOnly, 'Verified Only') === true;
		return (await fetchPaymentMethods(client))
			.map((body) => ({ method: toPaymentMethod(body), body }))
			.filter(({ method }) => !isVerifiedOnly || method.isVerified)
			.slice(0, limit)
			.map(({ method, body }) => simplified(item, method, body, SHOWN_OF_PAYMENT_METHOD));
	},
};
