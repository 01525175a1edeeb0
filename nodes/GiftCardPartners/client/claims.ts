import type { Json } from '../../shared/model/json';
import { toList, omitUndefined, toText } from '../../shared/model/json';
import type { Card } from '../../shared/model/order';
import { maskCode } from '../../shared/secrets/mask';
import { valueOf } from './keys';

/** What one entry of ClaimData delivers (docs/contracts/gift-card-partners.md 3.5). All of it is money to whoever reads it. */
export type ClaimedCard = Pick<Card, 'cardId' | 'number' | 'pin' | 'barcode' | 'redemptionUrl' | 'challengeAnswer'>;

/** Lower-case keys whose values buy something. */
export const CARD_SECRET_KEYS: ReadonlySet<string> = new Set([
	'claimlink',
	'claimlinkchallengeanswer',
	'challengeanswer',
	'barcodepath',
	'barcodechars',
	'codes',
]);

/** The address that is called when an order is complete holds the trigger's secret, which lets calls in. */
export const ADDRESS_KEYS: ReadonlySet<string> = new Set(['fulfillmentcomplete']);

export const SECRET_KEYS: ReadonlySet<string> = new Set([...CARD_SECRET_KEYS, ...ADDRESS_KEYS]);

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

/** Whether the recipient can do something with it: an entry may be there before its link is. */
export function isDelivered({ number, barcode, redemptionUrl }: ClaimedCard): boolean {
	return number !== undefined || barcode !== undefined || redemptionUrl !== undefined;
}

/** The same card with nothing that buys something. */
export function withoutSecrets({ cardId, number }: ClaimedCard): Pick<Card, 'cardId' | 'number'> {
	return omitUndefined({ cardId, number: number === undefined ? undefined : maskCode(number) });
}

const PIN_LABEL = /pin|security|access|cvv/i;

/** The first code is the card number, the second usually the PIN; a label that says otherwise wins. */
function toCodes(codes: Json | undefined): { number?: string; pin?: string } {
	const entries = toList(codes).flatMap((code) => {
		const value = toText(valueOf(code, 'Value'));
		return value === undefined ? [] : [{ label: toText(valueOf(code, 'Label')) ?? '', value }];
	});
	const pinAt = entries.findIndex(({ label }) => PIN_LABEL.test(label));
	const pin = pinAt === -1 ? entries[1] : entries[pinAt];
	const number = entries.find((entry) => entry !== pin);
	return { number: number?.value, pin: pin?.value };
}
