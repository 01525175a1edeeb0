import type { Json } from '../../shared/model/json';
import { omitUndefined, toList, toText } from '../../shared/model/json';
import type { Card } from '../../shared/model/order';
import { maskCode } from '../../shared/secrets/mask';
import { valueOf } from './envelope';

/** What one entry of ClaimData delivers (docs/contracts/gift-card-partners.md 3.5). Whoever reads it can spend it. */
export type ClaimedCard = Pick<Card, 'cardId' | 'number' | 'pin' | 'barcode' | 'redemptionUrl' | 'challengeAnswer'>;

export function toClaimedCard(claim: Json): ClaimedCard {
	const { number, pin } = toCodes(valueOf(claim, 'Codes'));
	return omitUndefined({
		cardId: toText(valueOf(claim, 'Id')),
		number,
		pin,
		barcode: toText(valueOf(claim, 'BarcodeChars')) ?? toText(valueOf(claim, 'BarcodePath')),
		redemptionUrl: toText(valueOf(claim, 'ClaimLink')),
		challengeAnswer: toText(valueOf(claim, 'ClaimLinkChallengeAnswer')),
	});
}

/** Whether the recipient can use it: an entry can be there before its link is. */
export function isDelivered({ number, barcode, redemptionUrl }: ClaimedCard): boolean {
	return number !== undefined || barcode !== undefined || redemptionUrl !== undefined;
}

/** The card with nothing that can be spent. */
export function withoutSecrets({ cardId, number }: ClaimedCard): Pick<Card, 'cardId' | 'number'> {
	return omitUndefined({ cardId, number: number === undefined ? undefined : maskCode(number) });
}

const PIN_LABEL = /pin|security|access|cvv/i;

/** The first code is the card's number, the second usually the PIN (3.5); a label that says otherwise wins. */
function toCodes(codes: Json | undefined): { number?: string; pin?: string } {
	const entries = toList(codes).flatMap((code) => {
		const value = toText(valueOf(code, 'Value'));
		return value === undefined ? [] : [{ label: toText(valueOf(code, 'Label')) ?? '', value }];
	});
	const pin = entries.find(({ label }) => PIN_LABEL.test(label)) ?? entries[1];
	const number = entries.find((entry) => entry !== pin);
	return { number: number?.value, pin: pin?.value };
}
