import type { FastifyInstance } from 'fastify';

import type { Books, CartLine, Reservation } from './books.ts';
import { isNew, type Merchant, type StockLine } from './catalogue.ts';
import { asNumber, costOf } from './money.ts';
import { refuse } from './refusal.ts';

/** What names a kind of card in requests; none takes the inventory `id` (docs/contracts/cardcash.md 6 #6). */
export type CardKind = Pick<CartLine, 'merchantId' | 'faceValueCents' | 'percentOffHundredths' | 'type' | 'isLowRisk'>;

/** Takes up to `quantity` cards out of stock. `percentOff` must match to the hundredth: it is the price guard (3.3). */
export function reserve(books: Books, kind: CardKind, quantity: number): Reservation[] {
	const reservations: Reservation[] = [];
	let missing = quantity;
	for (const line of matchingLines(books, kind)) {
		const taken = Math.min(line.quantity, missing);
		if (taken === 0) continue;
		line.quantity -= taken;
		missing -= taken;
		reservations.push({ line, quantity: taken });
	}
	return reservations;
}

export function release(reservations: Reservation[]): void {
	for (const { line, quantity } of reservations) line.quantity += quantity;
}

export function reservedQuantity(reservations: Reservation[]): number {
	return reservations.reduce((sum, { quantity }) => sum + quantity, 0);
}

function matchingLines({ merchants }: Books, kind: CardKind): StockLine[] {
	return (merchants.get(kind.merchantId)?.lines ?? []).filter(
		(line) =>
			line.faceValueCents === kind.faceValueCents &&
			line.percentOffHundredths === kind.percentOffHundredths &&
			line.type === kind.type &&
			(kind.isLowRisk !== true || line.isLowRisk || isNew(line.type)),
	);
}

export function registerStock(server: FastifyInstance, books: Books): void {
	server.get('/v3/merchants/buy', { config: { cardCashAccess: 'session' } }, () => ({
		buyMerchants: [...books.merchants.values()].map(publicMerchant),
	}));

	server.get('/v3/merchants/buy/bulk', () => [...books.merchants.values()].map(partnerMerchant));

	server.get('/v3/merchants/:merchantId/inventory/bulk', (request) => {
		const { merchantId } = request.params as { merchantId: string };
		if (!/^\d+$/.test(merchantId)) refuse('merchantId must be an integer');
		const merchant = books.merchants.get(Number(merchantId));
		if (merchant === undefined && books.settings.unknownMerchant === 'refused') refuse('Merchant not found');
		return {
			id: Number(merchantId),
			image: imageOf(Number(merchantId)),
			buyMessage: '',
			description: merchant === undefined ? '' : `Gift cards for ${merchant.name}.`,
			inventory: merchant === undefined ? [] : linesInStock(merchant).map(inventoryLine),
		};
	});
}

export function imageOf(merchantId: number): string {
	return `https://cdn.invalid/merchants/${merchantId}.png`;
}

function linesInStock({ lines }: Merchant): StockLine[] {
	return lines.filter(({ quantity }) => quantity > 0);
}

function inventoryLine(line: StockLine) {
	return {
		id: line.id,
		faceValue: asNumber(line.faceValueCents),
		percentOff: line.percentOffHundredths / 100,
		cost: asNumber(costOf(line.faceValueCents, line.percentOffHundredths)),
		qty: line.quantity,
		type: line.type,
		isNew: isNew(line.type),
		isLowRisk: line.isLowRisk,
		tooltipMessages: '',
	};
}

/** The shape of the older sample (3.1). */
function publicMerchant(merchant: Merchant) {
	const partner = partnerMerchant(merchant);
	const hasEcodes = partner.ecodesAvailable > 0;
	const hasPhysical = partner.physicalAvailable > 0;
	return {
		id: merchant.id,
		name: merchant.name,
		cardsAvailable: partner.cardsAvailable,
		ecodesAvailable: partner.ecodesAvailable,
		upToPercentage: partner.maxPercOff ?? 0,
		image: partner.image,
		slug: partner.slug,
		primaryColor: partner.primaryColor,
		aliases: partner.aliases,
		cardType: hasEcodes && hasPhysical ? 'BOTH' : hasPhysical ? 'physical' : 'ecode',
		popular: merchant.id % 7 === 0 ? 1 : 0,
		sellIsOff: merchant.id % 5 === 0 ? 1 : 0,
		featured: null,
		minFaceValue: partner.minFaceValue,
		maxFaceValue: partner.maxFaceValue,
		affiliate_link: null,
	};
}

/**
 * The counts overlap, as in the documentation's sample: `ecodesAvailable` includes new e-codes, `cardsAvailable`
 * doesn't (3.1).
 */
function partnerMerchant(merchant: Merchant) {
	const lines = linesInStock(merchant);
	const count = (isCounted: (line: StockLine) => boolean): number =>
		lines.reduce((sum, line) => sum + (isCounted(line) ? line.quantity : 0), 0);
	const percents = (some: StockLine[]): number[] => some.map(({ percentOffHundredths }) => percentOffHundredths / 100);
	const faceValues = lines.map(({ faceValueCents }) => asNumber(faceValueCents));
	return {
		id: merchant.id,
		name: merchant.name,
		image: imageOf(merchant.id),
		slug: merchant.name.toLowerCase().replaceAll(' ', '-'),
		primaryColor: merchant.color,
		aliases: [merchant.name.split(' ')[0]!],
		cardsAvailable: count(({ type }) => !isNew(type)),
		preownedAvailable: count(({ type }) => !isNew(type)),
		physicalAvailable: count(({ type }) => type === 'physical'),
		ecodesAvailable: count(({ type }) => type !== 'physical'),
		lowRiskPOAvailable: count(({ type, isLowRisk }) => !isNew(type) && isLowRisk),
		minFaceValue: least(faceValues),
		maxFaceValue: most(faceValues),
		minPercOff: least(percents(lines)),
		maxPercOff: most(percents(lines)),
		maxEcodePercOff: most(percents(lines.filter(({ type }) => type !== 'physical'))),
		newAvailable: lines.some(({ type }) => isNew(type)),
	};
}

/** `null` when nothing is in stock: any field but id and name may be null (3.1). */
function least(numbers: number[]): number | null {
	return numbers.length === 0 ? null : Math.min(...numbers);
}

function most(numbers: number[]): number | null {
	return numbers.length === 0 ? null : Math.max(...numbers);
}
