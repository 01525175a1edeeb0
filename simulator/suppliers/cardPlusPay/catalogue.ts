import type { Random, SupplierTools } from '../../frame.ts';
import { brands, markets } from './brands.ts';
import type { Brand, Market } from './brands.ts';

/** A product with its stock. Money in cents of `currency`. */
export interface Product {
	itemCode: string;
	name: string;
	brand: string;
	category: string;
	/** Face value. */
	valueCents: number;
	/** What one card is charged. */
	priceCents: number;
	currency: string;
	region: string;
	deliveryType: 'DIGITAL' | 'PHYSICAL' | 'BOTH';
	countryCodes: readonly string[];
	/** Whether its codes come with a PIN. */
	hasPin: boolean;
	stock: number;
}

const plentiful = 100_000;

/** Products that tests and examples may name. */
const fixedProducts: readonly Product[] = [
	fixedProduct('ACME-10USD-abcd', 'ACME', 'Shopping', 10_00, 9_80, {
		region: 'global',
		countryCodes: ['US', 'CA', 'GB'],
	}),
	fixedProduct('ACME-25USD-bcde', 'ACME', 'Shopping', 25_00, 24_40, {
		region: 'global',
		countryCodes: ['US', 'CA', 'GB'],
	}),
	fixedProduct('BOOKS-50USD-cdef', 'Book Barn', 'Books', 50_00, 48_25, { countryCodes: ['US', 'CA'] }),
	fixedProduct('SOLDOUT-20USD-defa', 'Soldout Sounds', 'Entertainment', 20_00, 19_00, { stock: 0 }),
	fixedProduct('LASTONE-15USD-efab', 'Last One Outdoors', 'Sports', 15_00, 14_55, { stock: 1 }),
	fixedProduct('EURO-20EUR-fabc', 'Euro Market', 'Groceries', 20_00, 19_50, {
		currency: 'EUR',
		region: 'eu',
		countryCodes: ['DE', 'FR', 'IT', 'ES', 'NL'],
		hasPin: false,
	}),
	fixedProduct('PLASTIC-25USD-aaaa', 'Plastic Cards Co', 'Shopping', 25_00, 24_50, { deliveryType: 'PHYSICAL' }),
];

function fixedProduct(
	itemCode: string,
	brand: string,
	category: string,
	valueCents: number,
	priceCents: number,
	differing: Partial<Product>,
): Product {
	const currency = differing.currency ?? 'USD';
	return {
		itemCode,
		name: `${brand} ${valueCents / 100} ${currency} Gift Card`,
		brand,
		category,
		valueCents,
		priceCents,
		currency,
		region: 'us',
		deliveryType: 'DIGITAL',
		countryCodes: ['US'],
		hasPin: true,
		stock: plentiful,
		...differing,
	};
}

const normalValues = [5, 10, 15, 25, 50, 100];
const largeValues = [5, 10, 15, 20, 25, 30, 50, 75, 100, 200, 500];

/**
 * The products as they are at start: the fixed ones first, then every brand in its home market (`normal`, hundreds) or
 * in every market (`large`, thousands).
 */
export function createCatalogue(random: Random, size: SupplierTools['catalogueSize']): Product[] {
	const products = fixedProducts.map((product) => ({ ...product }));
	const usedCodes = new Set(products.map((product) => product.itemCode));
	const values = size === 'large' ? largeValues : normalValues;

	for (const [index, brand] of brands.entries()) {
		const brandMarkets = size === 'large' ? markets : [markets[index % markets.length]!];
		for (const market of brandMarkets) {
			for (const value of values) products.push(brandedProduct(brand, market, value, random, usedCodes));
		}
	}
	return products;
}

function brandedProduct(brand: Brand, market: Market, value: number, random: Random, usedCodes: Set<string>): Product {
	const prefix = brand.name.toUpperCase().replace(/[^A-Z]/g, '');
	let itemCode: string;
	do {
		itemCode = `${prefix}-${value}${market.currency}-${random.hex(4).toLowerCase()}`;
	} while (usedCodes.has(itemCode));
	usedCodes.add(itemCode);

	const valueCents = value * 100;
	return {
		itemCode,
		name: `${brand.name} ${value} ${market.currency} Gift Card`,
		brand: brand.name,
		category: brand.category,
		valueCents,
		priceCents: Math.round((valueCents * (1000 - brand.discountPermille)) / 1000),
		currency: market.currency,
		region: market.region,
		deliveryType: brand.deliveryType,
		countryCodes: market.countries,
		hasPin: brand.hasPin,
		stock: random.next() < 0.03 ? 0 : random.integer(200, 20_000),
	};
}
