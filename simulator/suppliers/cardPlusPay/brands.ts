/** A brand as the catalogue sells it. `discountPermille` is what the price is below the face value. */
export interface Brand {
	name: string;
	category: string;
	discountPermille: number;
	hasPin: boolean;
	deliveryType: 'DIGITAL' | 'PHYSICAL' | 'BOTH';
}

/** Where a product is sold: its region, its currency and the countries that may redeem it. */
export interface Market {
	region: string;
	currency: string;
	countries: readonly string[];
}

export const markets: readonly Market[] = [
	{ region: 'us', currency: 'USD', countries: ['US'] },
	{ region: 'global', currency: 'USD', countries: ['US', 'CA', 'GB', 'DE', 'FR', 'AU'] },
	{ region: 'eu', currency: 'EUR', countries: ['DE', 'FR', 'IT', 'ES', 'NL', 'AT', 'BE', 'IE', 'FI', 'PT'] },
	{ region: 'uk', currency: 'GBP', countries: ['GB'] },
	{ region: 'ca', currency: 'CAD', countries: ['CA'] },
	{ region: 'au', currency: 'AUD', countries: ['AU'] },
	{ region: 'nz', currency: 'NZD', countries: ['NZ'] },
	{ region: 'ch', currency: 'CHF', countries: ['CH'] },
];

const namesByCategory: Readonly<Record<string, readonly string[]>> = {
	'Food & Drink': [
		'Harbor Coffee',
		'Green Fork Kitchen',
		'Pizza Corner',
		'Noodle Lane',
		'Burger Yard',
		'Daily Bakery',
		'Taco Garden',
		'Tea & Leaf',
	],
	Groceries: ['Fresh Basket', 'Corner Market', 'Farmgate Foods', 'Pantry Plus', 'Organic Acre'],
	Fashion: [
		'Thread & Needle',
		'Denim Works',
		'Sole Street',
		'Urban Closet',
		'Little Sprouts Kids',
		'Silver Lining Jewelry',
	],
	Gaming: ['Pixel Arcade', 'Game Vault', 'Console Crate', 'Quest Points', 'Arena Coins'],
	Entertainment: ['Streamly', 'Silver Screen Cinemas', 'Tune Box', 'Ticket Window', 'Audio Shelf'],
	Travel: ['Blue Sky Air', 'Roomfinder Hotels', 'City Rides', 'Open Road Rentals', 'Railway Pass'],
	'Home & Garden': ['Oak & Iron Hardware', 'Cozy Nest Home', 'Garden Gate', 'Lamp & Linen', 'Paint Depot'],
	Electronics: ['Circuit Town', 'Phone Place', 'Gadget Barn', 'Camera Corner'],
	'Health & Beauty': ['Glow Beauty', 'Wellness Pharmacy', 'Clear Optics', 'Stillwater Spa'],
	Sports: ['Summit Outfitters', 'Fit Club', 'Cycle House', 'Goal Line Sports'],
	Pets: ['Paws & Claws', 'Happy Tails'],
	Prepaid: ['Open Choice Prepaid', 'Everyday Rewards Card', 'Mobile Top-Up'],
};

/** Every 4th brand has no PIN, every 12th sells both ways, every 19th plastic only. */
export const brands: readonly Brand[] = Object.entries(namesByCategory)
	.flatMap(([category, names]) => names.map((name) => ({ name, category })))
	.map(({ name, category }, index) => ({
		name,
		category,
		discountPermille: (index * 17) % 90,
		hasPin: index % 4 !== 3,
		deliveryType: index % 19 === 18 ? 'PHYSICAL' : index % 12 === 11 ? 'BOTH' : 'DIGITAL',
	}));
