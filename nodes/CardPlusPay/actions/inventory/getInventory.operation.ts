import type { JsonObject } from '../../../shared/http/json';
import { limitField, returnAllField, simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { productIn, readCatalogue } from '../../supplier/catalogue';
import type { Connection } from '../../supplier/connection';
import { readLimit } from '../readFields';
import { catalogueFiltersField, readCatalogueFilters } from './catalogueFilters';

export const getInventory: PlainOperation<Connection> = {
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
	async run(connection, item) {
		const rows = await readCatalogue(
			connection,
			readCatalogueFilters(item.options('filters')),
			readLimit(item),
			connection.whileRunning,
		);
		if (!item.flag('simplify')) return rows;
		const products = rows.map(productIn).filter((product) => product !== undefined);
		return products.map((product) => ({ ...product }) as unknown as JsonObject);
	},
};
