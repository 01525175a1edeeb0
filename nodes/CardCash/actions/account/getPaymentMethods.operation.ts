import {
	limitField,
	optionsField,
	parseLimit,
	returnAllField,
	simplifyField,
} from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import type { CardCashClient } from '../../client/client';
import { toPaymentMethod } from '../../client/account';
import { maskedBody } from '../../client/card';
import { fetchPaymentMethods } from '../../client/endpoints';
import { simplified } from '../commonFields';
import { parseOptionalFlag } from '../../../shared/panel/itemParameters';

export const getPaymentMethods: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'account',
		operation: 'getPaymentMethods',
		name: 'Get Payment Methods',
		action: 'Get payment methods',
		description: 'Get the bank accounts and cards that are saved at CardCash',
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
					description: 'Whether to leave out those that CardCash has not verified, which it does not take for an order',
				},
			]),
		],
	},
	async run(client, item) {
		const limit = parseLimit(item);
		const isVerifiedOnly = parseOptionalFlag(item.options('options').verifiedOnly, 'Verified Only') === true;
		const methods = await fetchPaymentMethods(client);
		const wanted = methods.filter(({ verified }) => !isVerifiedOnly || verified === true);
		return wanted.slice(0, limit).map((method) => simplified(item, toPaymentMethod(method), () => maskedBody(method)));
	},
};
