import type { Json, JsonObject } from '../model/json';
import { omitUndefined } from '../model/json';
import type { Card } from '../model/order';
import { fingerprint } from './fingerprint';
import { isMaskedCode, maskBody, maskCode, replaceSecrets } from './mask';
import type { Recipient } from './publicKey';
import { seal } from './seal';

/** How codes are output. */
export type CodesAs = 'plain' | 'masked' | 'encrypted';

/** A card with what the shared model has no name for. Whatever that is, it may be worth money. */
export type CardWithExtras = Card & { otherFields?: JsonObject; metadata?: JsonObject };

const SECRET_FIELDS = [
	'number',
	'pin',
	'barcode',
	'redemptionUrl',
	'challengeAnswer',
	'otherFields',
	'metadata',
] as const;
type SecretField = (typeof SECRET_FIELDS)[number];

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
	/** A supplier's own body. @param secretKeys lower-case names of the keys that hold secrets, at any depth */
	body(body: JsonObject, secretKeys: ReadonlySet<string>): JsonObject;
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
		body: (body, secretKeys) => maskBody(body, secretKeys),
		value: (value) => replaceEverything(value, () => '••••'),
	};
}

export function encryptedCodes(recipient: Recipient, { fingerprintKey }: CodeKeys = {}): CodeHandling {
	const sealed = (secret: string): string => seal(secret, recipient);
	return {
		as: 'encrypted',
		card: (card) => {
			const secrets = secretsOf(card);
			const sealedCodes = Object.keys(secrets).length > 0 ? sealed(JSON.stringify(secrets)) : undefined;
			return omitUndefined({ ...publicPart(card), fingerprint: fingerprintFor(card, fingerprintKey), sealedCodes });
		},
		body: (body, secretKeys) => replaceSecrets(body, secretKeys, sealed) as JsonObject,
		value: (value) => replaceEverything(value, sealed),
	};
}

/** The card with the last four characters of its number and nothing else that is worth money. */
function publicPart<C extends CardWithExtras>(card: C): HandledCard<C> {
	const { number } = card;
	const isPublic = ([field]: [string, unknown]): boolean => !(SECRET_FIELDS as readonly string[]).includes(field);
	const rest = Object.fromEntries(Object.entries(card).filter(isPublic)) as HandledCard<C>;
	if (!number) return rest;
	return { ...rest, number: isMaskedCode(number) ? number : maskCode(number) };
}

function secretsOf(card: CardWithExtras): Pick<CardWithExtras, SecretField> {
	const secrets = SECRET_FIELDS.map((field) => [field, card[field]] as const);
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

function replaceEverything(value: Json, replace: (secret: string) => Json): Json {
	const { all } = replaceSecrets({ all: value }, new Set(['all']), replace) as JsonObject;
	return all ?? null;
}
