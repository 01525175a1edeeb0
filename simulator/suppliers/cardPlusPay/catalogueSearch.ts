import type { Product } from './catalogue.ts';
import type { Query } from './validation.ts';

const keysOfSort: Record<'brand' | 'value' | 'category', (product: Product) => string | number> = {
	brand: (product) => product.brand.toLowerCase(),
	value: (product) => product.valueCents,
	category: (product) => product.category.toLowerCase(),
};

/** The filters and the order of `docs/contracts/cardpluspay.md` 3.1. Faults of the query are left in `query.errors`. */
export function searchCatalogue(products: readonly Product[], query: Query): Product[] {
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

	const keyOf = keysOfSort[sortBy];
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
