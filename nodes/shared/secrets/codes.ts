import type { Json, JsonObject } from '../model/json';
import { omitUndefined } from '../model/json';
import type { Card } from '../model/order';
import { HIDDEN } from './codeLike';
import { fingerprint } from './fingerprint';
import { isMaskedCode, maskBody, maskCode } from './mask';
import type { Recipient } from './publicKey';
import { sealerFor } from './seal';
import type { Shown } from './shown';
import { replaceAll, replaceHidden } from './shown';

/** How codes are output. */
export type CodesAs = 'plain' | 'masked' | 'encrypted';

/** A card with what the shared model has no name for. Whatever that is, it may be worth money. */
export type CardWithExtras = Card & { otherFields?: JsonObject; metadata?: JsonObject };

type SecretField = 'number' | 'pin' | 'barcode' | 'redemptionUrl' | 'challengeAnswer' | 'otherFields' | 'metadata';

/** Of a card, and of the order that it is output with. Whatever else there is may be worth money. */
const PUBLIC_FIELDS: ReadonlySet<string> = new Set([
	'supplier',
	'orderId',
	'orderNumber',
	'orderReference',
	'orderStatus',
	'cardId',
	'productId',
	'externalId',
	'brand',
	'faceValue',
	'cost',
	'currency',
	'type',
	'isFulfilled',
]);

/** Beside codes, what this package says itself. */
const OWN_FIELDS: ReadonlySet<string> = new Set([
	'cards',
	'message',
	'nextStep',
	'purchase',
	'status',
	'supplierStatus',
	'warnings',
	'whatToDo',
]);

/** Whether a key of an output with codes may hold one. */
export function mayBeCode(key: string): boolean {
	return !PUBLIC_FIELDS.has(key) && !OWN_FIELDS.has(key);
}

/** A card as it is output: with its codes, or with what stands for them. */
export type HandledCard<C> = Omit<C, SecretField> & {
	[field in SecretField]?: CardWithExtras[field];
} & {
	/** The same for the same code. Needs a key in the credential. */
	fingerprint?: string;
	/** A compact JWE that holds the card's secret fields as a JSON object. */
	sealedCodes?: string;
};

/** What the user wants done with codes. */
export interface CodeHandling {
	readonly as: CodesAs;
	card<C extends CardWithExtras>(card: C): HandledCard<C>;
	/** A supplier's own body, of which only what is declared is no secret. */
	body(body: JsonObject, declared: Shown): JsonObject;
	/** A value in which everything is secret, whatever its keys are. */
	value(value: Json): Json;
}

export interface CodeKeys {
	fingerprintKey?: string;
}

export const plainCodes: CodeHandling = {
	as: 'plain',
	card: (card) => card,
	body: (body) => body,
	value: (value) => value,
};

export function maskedCodes({ fingerprintKey }: CodeKeys = {}): CodeHandling {
	return {
		as: 'masked',
		card: (card) => omitUndefined({ ...publicPart(card), fingerprint: fingerprintFor(card, fingerprintKey) }),
		body: maskBody,
		value: (value) => replaceAll(value, () => HIDDEN),
	};
}

export function encryptedCodes(recipient: Recipient, { fingerprintKey }: CodeKeys = {}): CodeHandling {
	const sealed = sealerFor(recipient);
	return {
		as: 'encrypted',
		card: (card) => {
			const secrets = secretsOf(card);
			const sealedCodes = Object.keys(secrets).length > 0 ? sealed(JSON.stringify(secrets)) : undefined;
			return omitUndefined({ ...publicPart(card), fingerprint: fingerprintFor(card, fingerprintKey), sealedCodes });
		},
		body: (body, declared) => replaceHidden(body, declared, sealed) as JsonObject,
		value: (value) => replaceAll(value, sealed),
	};
}

/** The card with the last four characters of its number and nothing else that is worth money. */
function publicPart<C extends CardWithExtras>(card: C): HandledCard<C> {
	const { number } = card;
	const rest = Object.fromEntries(Object.entries(card).filter(([field]) => PUBLIC_FIELDS.has(field))) as HandledCard<C>;
	if (!number) return rest;
	return { ...rest, number: isMaskedCode(number) ? number : maskCode(number) };
}

function secretsOf(card: CardWithExtras): Pick<CardWithExtras, SecretField> {
	const secrets = Object.entries(card).filter(([field]) => !PUBLIC_FIELDS.has(field));
	return Object.fromEntries(
		secrets.filter(([field, value]) => hasValue(value) && !(field === 'number' && isMaskedCode(String(value)))),
	);
}

function hasValue(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

/** Masked numbers (`XXXXXXXX1234`) aren't unique; don't fingerprint. */
const MASKED_BY_SUPPLIER = /^[•*X]{4}/i;

/** Of the number, or of what the card has instead. Never of a PIN, which many cards share. */
function fingerprintFor(
	{ number, barcode, redemptionUrl }: CardWithExtras,
	key: string | undefined,
): string | undefined {
	if (key === undefined) return undefined;
	const code = number || barcode;
	if (code) return MASKED_BY_SUPPLIER.test(code) ? undefined : fingerprint(code, key);
	return redemptionUrl ? fingerprint(redemptionUrl, key, 'link') : undefined;
}
