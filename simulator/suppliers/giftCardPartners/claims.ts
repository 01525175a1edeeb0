import type { Random } from '../../frame.ts';
import type { OrderLine } from './order.ts';
import type { OrderType, Settings } from './settings.ts';

/** What belongs to one card: a link, codes, or nothing that the API shows. */
export interface Claim {
	id: string;
	link?: { url: string; challengeAnswer: string };
	codes?: { cardNumber: string; pin: string; barcodePath: string; barcodeChars: string };
}

export function createClaim(type: OrderType, random: Random): Claim {
	const id = `C-${fakeHex(random, 10)}`;
	switch (type) {
		case 'Links':
			return {
				id,
				link: {
					url: `https://claim.invalid/FAKE-${fakeHex(random, 24)}`,
					challengeAnswer: `FAKEANS-${fakeHex(random, 6)}`,
				},
			};
		case 'Codes': {
			const barcodeChars = `FAKEBAR-${fakeHex(random, 12)}`;
			return {
				id,
				codes: {
					cardNumber: `FAKE-GCP-${fakeHex(random, 4)}-${fakeHex(random, 4)}-${fakeHex(random, 4)}`,
					pin: `FAKEPIN-${random.integer(1000, 9999)}`,
					barcodePath: `https://media.invalid/barcodes/${barcodeChars}.png`,
					barcodeChars,
				},
			};
		}
		default:
			return { id };
	}
}

export function secretsOf({ link, codes }: Claim): string[] {
	return [
		...(link ? [link.url, link.challengeAnswer] : []),
		...(codes ? [codes.cardNumber, codes.pin, codes.barcodePath, codes.barcodeChars] : []),
	];
}

/** `ClaimData` of a line; `undefined` where the property is left out (`docs/contracts/gift-card-partners.md` 3.5). */
export function claimDataOnTheWire(line: OrderLine, type: OrderType, settings: Settings): unknown {
	const shown = line.claims.slice(0, line.shownClaims);
	if (shown.length === 0) return emptyClaimData(settings.claimDataWhilePending);
	const isDelivered = type === 'DigitalDelivery' || type === 'PhysicalShipment';
	if (isDelivered && settings.claimDataOfDelivered !== 'nulls') return emptyClaimData(settings.claimDataOfDelivered);
	return shown.map(({ id, link, codes }) => ({
		Id: id,
		ClaimLink: link?.url ?? null,
		ClaimLinkChallengeAnswer: link?.challengeAnswer ?? null,
		BarcodePath: codes?.barcodePath ?? null,
		BarcodeChars: codes?.barcodeChars ?? null,
		BarcodeType: codes ? 'Code128' : 'None',
		Codes: codes
			? [
					{ Label: 'Card Number', Value: codes.cardNumber },
					{ Label: 'PIN', Value: codes.pin },
				]
			: null,
	}));
}

function emptyClaimData(kind: 'absent' | 'empty' | 'null'): [] | null | undefined {
	return { absent: undefined, empty: [] as [], null: null }[kind];
}

function fakeHex(random: Random, length: number): string {
	return random.hex(length).toUpperCase();
}
