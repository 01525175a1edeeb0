import { simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import { fetchAvailability } from '../../client/availability';
import type { CardPlusPayClient } from '../../client/client';
import { brandField, itemCodeField, parseItemCode, parseQuantity, quantityField } from '../productFields';
import { maskBody } from '../../../shared/secrets/mask';
import { SHOWN_OF_CHECK } from '../../client/shown';

export const checkAvailability: PlainOperation<CardPlusPayClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'inventory',
		operation: 'checkAvailability',
		name: 'Check Availability',
		action: 'Check availability',
		description: 'Check whether a quantity of a product is in stock now and what it costs. Nothing is held.',
		endpoints: ['POST /orders/check'],
		fields: [brandField, itemCodeField, quantityField, simplifyField],
	},
	async run(client, item) {
		const { availability, raw } = await fetchAvailability(client, parseItemCode(item), parseQuantity(item));
		return [item.flag('simplify') ? availability : maskBody(raw, SHOWN_OF_CHECK)];
	},
};
