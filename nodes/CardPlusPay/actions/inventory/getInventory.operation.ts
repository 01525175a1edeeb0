import { limitField, parseLimit, returnAllField, simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import { toProduct, fetchCatalogue } from '../../client/catalogue';
import type { CardPlusPayClient } from '../../client/client';
import { catalogueFiltersField, parseCatalogueFilters } from './catalogueFilters';

export const getInventory: PlainOperation<CardPlusPayClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'inventory',
		operation: 'getInventory',
		name: 'Get Inventory',
		action: 'Get inventory',
		description:
			'List the products of the catalogue with their prices. Whether a product is in stock, Check Availability tells.',
		endpoints: ['GET /catalog'],
		fields: [returnAllField, limitField, catalogueFiltersField, simplifyField],
	},
	async run(client, item) {
		const rows = await fetchCatalogue(
			client,
			parseCatalogueFilters(item.options('filters')),
			parseLimit(item),
			client.whileRunning,
		);
		if (!item.flag('simplify')) return rows;
		const products = rows.map(toProduct).filter((product) => product !== undefined);
		return products.map((product) => ({ ...product }));
	},
};
