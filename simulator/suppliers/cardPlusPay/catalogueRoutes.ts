import type { FastifyInstance } from 'fastify';
import type { Product } from './catalogue.ts';
import { searchCatalogue } from './catalogueSearch.ts';
import { failure, sendInvalid, success } from './envelope.ts';
import { decimalText } from './money.ts';
import { paginate } from './pagination.ts';
import type { Settings } from './settings.ts';
import type { SupplierState } from './state.ts';
import { Query } from './validation.ts';

/** GET /catalog (`docs/contracts/cardpluspay.md` 3.1). The reply is inferred: only the names of its fields are certain. */
export function registerCatalogueRoutes(server: FastifyInstance, state: SupplierState): void {
	server.get('/v1/catalog', (request, reply) => {
		const { settings, book } = state;
		const query = new Query(request.query);
		const found = searchCatalogue(book.products, query);
		const paging = {
			page: query.page(),
			perPage: query.perPage(),
			ignoresPage: settings.catalogueIgnoresPage,
			neverEnds: settings.catalogueNeverEnds,
		};
		if (!query.errors.isEmpty) return sendInvalid(reply, query.errors);
		if (query.text('item_id') !== undefined && found.length === 0)
			return reply.code(404).send(failure('Item not found.'));

		const { rows, pagination } = paginate(found, paging);
		const products = rows.map((product) => listedProduct(product, settings));
		const message = 'Catalog retrieved successfully';
		if (settings.catalogueContainer === 'array') return success(message, products);
		return success(message, { [settings.catalogueContainer]: products, pagination, state: 'success' });
	});
}

function listedProduct(product: Product, settings: Settings) {
	const money = (cents: number): string | number =>
		settings.catalogueMoney === 'string' ? decimalText(cents) : cents / 100;
	return {
		item_code: product.itemCode,
		product_name: product.name,
		brand: product.brand,
		category: product.category,
		value: money(product.valueCents),
		price: money(product.priceCents),
		currency: product.currency,
		region: product.region,
		delivery_type: product.deliveryType,
		country_code: product.countryCodes,
	};
}
