import type { Random } from '../../frame.ts';
import type { Product } from './product.ts';
import { wellKnownProducts } from './wellKnownProducts.ts';

// prettier-ignore
const places = [
	'Harbor', 'Northgate', 'Bluebird', 'Sunset', 'Maplewood', 'Riverside', 'Copper Hill', 'Old Mill', 'Lakeshore',
	'Cedar Grove', 'Highland', 'Pinecrest', 'Silver Creek', 'Bayside', 'Redwood', 'Summit', 'Prairie', 'Golden Gate',
	'Evergreen', 'Stonebridge', 'Fairview', 'Magnolia', 'Juniper', 'Clearwater',
] as const;

// prettier-ignore
const trades = [
	'Bistro', 'Books', 'Outfitters', 'Cinemas', 'Pharmacy', 'Hardware', 'Coffee', 'Grill', 'Toys', 'Airlines',
	'Hotels', 'Electronics', 'Home', 'Pet Supply', 'Fitness', 'Steakhouse', 'Shoes', 'Beauty', 'Market', 'Games',
] as const;

const fixedRanges = [
	[1000, 2500, 5000],
	[2500, 5000, 10000],
	[500, 1000, 1500, 2000, 2500, 5000, 10000],
	[5000, 10000, 20000, 50000],
	[2500],
];

const variableRanges = [
	[500, 50000],
	[1000, 20000],
	[2500, 100000],
];

/** What this account may buy: the well-known products first, then generated ones. Same seed, same catalogue. */
export function createCatalogue(random: Random, size: 'normal' | 'large'): Product[] {
	const wanted = size === 'large' ? 4_000 : 400;
	const products = [...wellKnownProducts];
	for (let index = 0; products.length < wanted; index++) {
		products.push(generatedProduct(index, random));
	}
	return products;
}

function generatedProduct(index: number, random: Random): Product {
	const pairs = places.length * trades.length;
	const edition = Math.floor(index / pairs);
	const placeIndex = index % places.length;
	const round = Math.floor((index % pairs) / places.length);
	const place = places[placeIndex] as string;
	// every place gets another trade in every round, so a brand occurs once per edition
	const trade = trades[(placeIndex + round) % trades.length] as string;
	const brand = `${place} ${trade}`;

	const isPhysical = random.next() < 0.15;
	const isCanadian = random.next() < 0.08;
	const kind = random.next();
	const denominationType = kind < 0.6 ? 'Fixed' : kind < 0.85 ? 'Variable' : 'VariableNoCents';

	return {
		id: `${brand.toUpperCase().replaceAll(' ', '-')}-${String(index + 1).padStart(4, '0')}`,
		name: edition === 0 ? brand : `${brand} (Edition ${edition + 1})`,
		denominationType,
		denominationsCents: random.pick(denominationType === 'Fixed' ? fixedRanges : variableRanges),
		deliveryTypes: isPhysical
			? ['PhysicalShipment']
			: random.pick([['DigitalDelivery', 'Links'], ['Links'], ['DigitalDelivery']] as const).slice(),
		type: isPhysical ? 'Physical' : 'Digital',
		shortDescription: `Gift card for ${brand}.`,
		longDescription: random.next() < 0.8 ? `<p>Enjoy <b>${brand}</b>, online and in stores.</p>` : null,
		terms: `<p>${brand} gift cards do not expire.</p>`,
		disclaimer: random.next() < 0.5 ? `${brand} is not affiliated with this programme.` : null,
		redemptionNote: random.next() < 0.7 ? 'Present the card at checkout.' : null,
		shipping: isPhysical
			? {
					fulfillmentGroup: random.pick(['WAREHOUSE-EAST', 'WAREHOUSE-WEST']),
					hasRequiredCardCarriers: random.next() < 0.3,
				}
			: null,
		feeCents: isPhysical ? random.pick([50, 100, 250]) : random.pick([0, 0, 0, 25]),
		discountBasisPoints: random.integer(0, 24) * 50,
		translations: isCanadian
			? [{ cultureCode: 'fr', name: brand, description: `Carte-cadeau ${brand}.`, terms: 'Sans date de péremption.' }]
			: [],
		currencyCode: isCanadian ? 'CAD' : 'USD',
		cultureCodes: isCanadian ? ['en-CA', 'fr-CA'] : ['en-US'],
	};
}
