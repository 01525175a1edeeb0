import { simplifyField } from '../../../shared/node/fields';
import type { JsonObject } from '../../../shared/http/json';
import type { PlainOperation } from '../../../shared/node/operation';
import { checkAvailability as check } from '../../supplier/availability';
import type { Connection } from '../../supplier/connection';
import { brandField, itemCodeField, quantityField } from '../fields';
import { readItemCode, readQuantity } from '../readFields';

export const checkAvailability: PlainOperation<Connection> = {
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
	async run(connection, item) {
		const { availability, raw } = await check(connection, readItemCode(item), readQuantity(item));
		return [item.flag('simplify') ? ({ ...availability } as JsonObject) : raw];
	},
};
