import type { OperationPanel, PlainOperation } from '../../../shared/operation/operation';
import { limitField, parseLimit, returnAllField, simplifyField } from '../../../shared/panel/commonFields';
import type { GiftCardPartnersClient } from '../../client/client';
import type { DeliveryList } from '../../client/deliveryLists';
import { fetchDeliveryList, refreshDeliveryList, toSimplifiedEntry } from '../../client/deliveryLists';
import { parseRefresh, refreshOptionField } from '../refreshFields';
import { maskBody } from '../../../shared/secrets/mask';
import { SHOWN_OF_DELIVERY_ENTRY } from '../../client/shown';

/* The short lists that orders pick from, one operation for each. */

function listOperation(
	list: DeliveryList,
	panel: Pick<OperationPanel, 'operation' | 'name' | 'action' | 'description'>,
): PlainOperation<GiftCardPartnersClient> {
	return {
		kind: 'plain',
		isForAgents: true,
		panel: {
			resource: 'delivery',
			...panel,
			endpoints: [`GET /v1/${list}`],
			fields: [returnAllField, limitField, refreshOptionField('Refresh List'), simplifyField],
		},
		async run(client, item) {
			const bounds = { limit: parseLimit(item), ...client.whileRunning };
			if (parseRefresh(item)) refreshDeliveryList(client, list);
			const rows = await fetchDeliveryList(client, list, bounds);
			return item.flag('simplify')
				? rows.map((row) => toSimplifiedEntry(list, row))
				: rows.map((row) => maskBody(row, SHOWN_OF_DELIVERY_ENTRY));
		},
	};
}

export const deliveryOperations = [
	listOperation('Brandings', {
		operation: 'getBrandings',
		name: 'Get Brandings',
		action: 'Get brandings',
		description: 'List the branding templates of the account',
	}),
	listOperation('Carriers', {
		operation: 'getCarriers',
		name: 'Get Card Carriers',
		action: 'Get card carriers',
		description: 'List the kinds of packaging for physical cards',
	}),
	listOperation('Departments', {
		operation: 'getDepartments',
		name: 'Get Departments',
		action: 'Get departments',
		description: 'List the departments of the account',
	}),
	listOperation('ShippingMethods', {
		operation: 'getShippingMethods',
		name: 'Get Shipping Methods',
		action: 'Get shipping methods',
		description: 'List the ways to ship physical cards, with their cost',
	}),
];
