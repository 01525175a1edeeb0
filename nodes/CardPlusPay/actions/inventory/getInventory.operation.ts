import { limitField, parseLimit, returnAllField, simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import { fetchCatalogue, toProduct } from '../../client/catalogue';
import type { CardPlusPayClient } from '../../client/client';
import { catalogueFiltersField, parseCatalogueFilters } from './catalogueFilterFields';
import { maskBody } from '../../../shared/secrets/mask';
import { SHOWN_OF_PRODUCT } from '../../client/shown';
import { flatMapInTurns, mapInTurns } from '../../../shared/n8n/pause';

export const getInventory: PlainOperation<CardPlusPayClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'inventory',
		operation: 'getInventory',
		name: 'Get Inventory',
		action: 'Get inventory',
		description:
			'List the products of the catalogue with their prices. Check Availability says whether a product is in stock.',
		endpoints: ['GET /catalog'],
		fields: [returnAllField, limitField, catalogueFiltersField, simplifyField],
	},
	async run(client, item) {
		const filters = parseCatalogueFilters(item.options('filters'));
		const rows = await fetchCatalogue(client, filters, parseLimit(item), client.whileRunning);
		if (!item.flag('simplify')) return await mapInTurns(rows, (row) => maskBody(row, SHOWN_OF_PRODUCT));
		return await flatMapInTurns(rows, (row) => [toProduct(row) ?? []].flat());
	},
};
