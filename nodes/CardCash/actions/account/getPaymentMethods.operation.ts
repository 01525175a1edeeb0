import { limitField, optionsField, returnAllField, simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { paymentMethodOf } from '../../supplier/translateAccount';
import { maskedBody } from '../../supplier/translateCard';
import { readPaymentMethods } from '../../supplier/wire';
import { flagOption, readLimit, simplified } from '../fields';

export const getPaymentMethods: PlainOperation<CardCash> = {
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
	async run(cardCash, item) {
		const limit = readLimit(item);
		const isVerifiedOnly = flagOption(item.options('options').verifiedOnly, 'Verified Only') === true;
		const methods = await readPaymentMethods(cardCash);
		const wanted = methods.filter(({ verified }) => !isVerifiedOnly || verified === true);
		return wanted.slice(0, limit).map((method) => simplified(item, paymentMethodOf(method), () => maskedBody(method)));
	},
};
