import type { FastifyInstance } from 'fastify';
import type { Product } from './catalogue.ts';
import { failure, paginate, sendInvalid, success } from './envelope.ts';
import { decimalText } from './money.ts';
import type { Settings } from './settings.ts';
import type { SupplierState } from './state.ts';
import { Query } from './validation.ts';

/** GET /catalog (`docs/contracts/cardpluspay.md` 3.1). The reply is inferred: only the names of its fields are certain (gap 16). */
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

const sortKeys: Record<'brand' | 'value' | 'category', (product: Product) => string | number> = {
	brand: (product) => product.brand.toLowerCase(),
	value: (product) => product.valueCents,
	category: (product) => product.category.toLowerCase(),
};

/** The filters and the order of `docs/contracts/cardpluspay.md` 3.1. What is wrong with the query is added to `query.errors`. */
function searchCatalogue(products: readonly Product[], query: Query): Product[] {
	const itemCode = query.text('item_id');
	const brand = query.text('brand');
	const searched = query.text('q', 255)?.toLowerCase();
	const region = query.text('region');
	const currency = query.text('currency');
	const deliveryType = query.choice('delivery_type', ['PHYSICAL', 'DIGITAL', 'BOTH']);
	const valueMin = query.amount('value_min');
	const valueMax = query.amount('value_max');
	const country = query.text('country_code')?.toUpperCase();
	if (country !== undefined && !/^[A-Z]{2}$/.test(country))
		query.errors.add('country_code', 'must be one country code.');
	const sortBy = query.choice('sort_by', ['brand', 'value', 'category']);
	const order = query.choice('order', ['asc', 'desc']) ?? 'asc';

	const found = products.filter(
		(product) =>
			(itemCode === undefined || product.itemCode === itemCode) &&
			(brand === undefined || sameText(product.brand, brand)) &&
			(searched === undefined || searchedText(product).includes(searched)) &&
			(region === undefined || sameText(product.region, region)) &&
			(currency === undefined || sameText(product.currency, currency)) &&
			(deliveryType === undefined || product.deliveryType === deliveryType) &&
			(valueMin === undefined || product.valueCents >= valueMin) &&
			(valueMax === undefined || product.valueCents <= valueMax) &&
			(country === undefined || product.countryCodes.includes(country)),
	);
	if (sortBy === undefined) return found;

	const keyOf = sortKeys[sortBy];
	const direction = order === 'desc' ? -1 : 1;
	return found.sort((a, b) => {
		const [keyA, keyB] = [keyOf(a), keyOf(b)];
		if (keyA !== keyB) return keyA < keyB ? -direction : direction;
		return a.itemCode < b.itemCode ? -1 : 1;
	});
}

/** Names compare as in the usual MySQL collation: case does not count. */
function sameText(a: string, b: string): boolean {
	return a.toLowerCase() === b.toLowerCase();
}

function searchedText(product: Product): string {
	return [product.name, product.brand, product.itemCode].join('\n').toLowerCase();
}
