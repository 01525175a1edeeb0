import type { Random, SupplierTools } from '../../frame.ts';

export const CARD_TYPES = ['ecode', 'physical', 'newEcodeB2B', 'newEcodeAsPre'] as const;
export type CardType = (typeof CARD_TYPES)[number];

/** One line of a merchant's inventory (docs/contracts/cardcash.md 3.2). */
export interface StockLine {
	id: string;
	faceValueCents: number;
	/** 8.5 percent is 850. */
	percentOffHundredths: number;
	quantity: number;
	type: CardType;
	isLowRisk: boolean;
}

export interface Merchant {
	id: number;
	name: string;
	color: string;
	/** Without one, `pin` is empty (3.7). */
	hasPin: boolean;
	/** Put before the number in a barcode. */
	prefix: string;
	lines: StockLine[];
}

type FixedLine = [type: CardType, faceValue: number, percentOff: number, quantity: number, isLowRisk?: boolean];

/** Tests and examples depend on these; don't change them. */
const FIXED_MERCHANTS: Array<{ id: number; name: string; hasPin: boolean; lines: FixedLine[] }> = [
	{
		id: 412,
		name: 'Cinema Palace',
		hasPin: true,
		lines: [
			['ecode', 25, 6, 400, true],
			['ecode', 50, 8.5, 300],
			['newEcodeB2B', 100, 2, 900],
		],
	},
	{
		id: 413,
		name: 'Coffee Corner',
		hasPin: false,
		lines: [
			['ecode', 10, 4, 500],
			['physical', 25, 10, 50],
		],
	},
	{ id: 414, name: 'Sold Out Shoes', hasPin: true, lines: [] },
	{ id: 415, name: 'Last One Books', hasPin: true, lines: [['ecode', 20, 5, 1]] },
];

const FIRST_GENERATED_ID = 1001;
const MERCHANT_COUNT = { normal: 90, large: 700 };

// prettier-ignore
const FIRST_WORDS = [
	'Harbor', 'Maple', 'Summit', 'Copper', 'Blue Door', 'Northside', 'Golden', 'Riverbend', 'Prairie', 'Lakeview', 'Redwood',
	'Cedar', 'Silver Fork', 'Union', 'Main Street', 'Bright', 'Evergreen', 'Coastal', 'Granite', 'Sunny Side', 'Old Mill',
	'Metro', 'Lantern', 'Juniper', 'Pioneer', 'Cobalt', 'Willow', 'Orchard', 'Skyline', 'Hilltop',
];
// prettier-ignore
const SECOND_WORDS = [
	'Outfitters', 'Kitchen', 'Coffee', 'Books', 'Cinemas', 'Sports', 'Home', 'Pharmacy', 'Shoes', 'Toys', 'Steakhouse', 'Grill',
	'Electronics', 'Beauty', 'Hardware', 'Airways', 'Hotels', 'Spa', 'Games', 'Pets', 'Market', 'Jewelers', 'Gardens', 'Pizza',
	'Music', 'Apparel',
];
const FACE_VALUES = [10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 250, 500];

/** Every merchant by id: the fixed ones, and generated ones that depend on the seed. */
export function createCatalogue({
	random,
	catalogueSize,
}: Pick<SupplierTools, 'random' | 'catalogueSize'>): Map<number, Merchant> {
	const merchants = new Map<number, Merchant>();
	for (const { id, name, hasPin, lines } of FIXED_MERCHANTS) {
		merchants.set(id, {
			...look(random),
			id,
			name,
			hasPin,
			lines: lines.map(([type, faceValue, percentOff, quantity, isLowRisk = false]) =>
				createLine(random, id, {
					type,
					faceValueCents: faceValue * 100,
					percentOffHundredths: percentOff * 100,
					quantity,
					isLowRisk,
				}),
			),
		});
	}
	const names = shuffledNames(random);
	for (let index = 0; index < MERCHANT_COUNT[catalogueSize]; index += 1) {
		const id = FIRST_GENERATED_ID + index;
		merchants.set(id, {
			...look(random),
			id,
			name: names[index]!,
			hasPin: random.next() < 0.8,
			lines: generateLines(random, id),
		});
	}
	return merchants;
}

/** A line with the id that CardCash would give it: a composite for new e-codes, UUID-like for pre-owned cards (3.2). */
export function createLine(random: Random, merchantId: number, line: Omit<StockLine, 'id'>): StockLine {
	const id = isNew(line.type) ? `${merchantId}-${line.faceValueCents}-${line.percentOffHundredths}` : random.uuid();
	return { id, ...line };
}

export function isNew(type: CardType): boolean {
	return type === 'newEcodeB2B' || type === 'newEcodeAsPre';
}

function look(random: Random): Pick<Merchant, 'color' | 'prefix'> {
	return { color: `#${random.hex(6)}`, prefix: String(random.integer(100_000, 999_999)) };
}

function shuffledNames(random: Random): string[] {
	const names = FIRST_WORDS.flatMap((first) => SECOND_WORDS.map((second) => `${first} ${second}`));
	for (let last = names.length - 1; last > 0; last -= 1) {
		const other = random.integer(0, last);
		[names[last], names[other]] = [names[other]!, names[last]!];
	}
	return names;
}

/** New e-codes are the least discounted, pre-owned cards from anyone the most (3.2). */
function generateLines(random: Random, merchantId: number): StockLine[] {
	const lines = new Map<string, StockLine>();
	const count = random.next() < 0.05 ? 0 : random.integer(2, 12);
	for (let made = 0; made < count; made += 1) {
		const type = random.pick(['ecode', 'ecode', 'ecode', 'physical', 'newEcodeB2B', 'newEcodeAsPre'] as const);
		const isLowRisk = !isNew(type) && random.next() < 0.4;
		const [least, most] = isNew(type) ? [1, 8] : isLowRisk ? [6, 24] : [10, 50]; // halves of a percent
		const line = createLine(random, merchantId, {
			type,
			faceValueCents: random.pick(FACE_VALUES) * 100,
			percentOffHundredths: random.integer(least!, most!) * 50,
			quantity: isNew(type) ? random.integer(100, 1_000) : random.integer(1, 40),
			isLowRisk,
		});
		lines.set([type, line.faceValueCents, line.percentOffHundredths, isLowRisk].join(), line);
	}
	return [...lines.values()].sort(
		(one, other) => one.faceValueCents - other.faceValueCents || one.percentOffHundredths - other.percentOffHundredths,
	);
}
