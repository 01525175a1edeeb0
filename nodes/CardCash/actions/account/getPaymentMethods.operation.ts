import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { paymentMethodOf } from '../../supplier/translateAccount';
import { maskedBody } from '../../supplier/translateCard';
import { readPaymentMethods } from '../../supplier/wire';
import { simplified } from '../fields';

export const getPaymentMethods: PlainOperation<CardCash> = {
	kind: 'plain',
	panel: {
		resource: 'account',
		operation: 'getPaymentMethods',
		name: 'Get Payment Methods',
		action: 'Get payment methods',
		description: 'Get the bank accounts and cards that are saved at CardCash',
		fields: [simplifyField],
	},
	async run(cardCash, item) {
		const methods = await readPaymentMethods(cardCash);
		return methods.map((method) => simplified(item, paymentMethodOf(method), () => maskedBody(method)));
	},
};
