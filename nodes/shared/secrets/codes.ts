import type { Json, JsonObject } from '../model/json';
import { omitUndefined } from '../model/json';
import type { Card } from '../model/order';
import { fingerprint } from './fingerprint';
import { isMaskedCode, maskBody, maskCode, replaceSecrets } from './mask';
import type { Recipient } from './publicKey';
import { seal } from './seal';

/** What leaves a node in place of a code. */
export type CodesAs = 'plain' | 'masked' | 'encrypted';

/** A card, and what suppliers add to it without a name in the shared model: whatever that is, it may buy something. */
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

/** A card as it leaves a node: with its codes, or with what stands for them. */
export type HandledCard<C> = Omit<C, SecretField> & {
	[field in SecretField]?: CardWithExtras[field];
} & {
	/** The same for the same code, where the credential has a key for it. */
	fingerprint?: string;
	/** A compact JWE. Inside is a JSON object with the card's secret fields. */
	sealedCodes?: string;
};

/** What the user asked to be done with codes. Pure: the same for every card of a run. */
export interface CodeHandling {
	readonly as: CodesAs;
	card<C extends CardWithExtras>(card: C): HandledCard<C>;
	/** A supplier's own body. @param secretKeys lower-case names of its keys that hold secrets, at any depth */
	body(body: JsonObject, secretKeys: ReadonlySet<string>): JsonObject;
	/** A value of which every part is a secret, whatever its keys are. */
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
		card: (card) => omitUndefined({ ...openPart(card), fingerprint: fingerprintFor(card, fingerprintKey) }),
		body: (body, secretKeys) => maskBody(body, secretKeys),
		value: (value) => everythingReplaced(value, () => '••••'),
	};
}

export function encryptedCodes(recipient: Recipient, { fingerprintKey }: CodeKeys = {}): CodeHandling {
	const sealed = (secret: string): string => seal(secret, recipient);
	return {
		as: 'encrypted',
		card: (card) => {
			const secrets = secretsOf(card);
			const sealedCodes = Object.keys(secrets).length > 0 ? sealed(JSON.stringify(secrets)) : undefined;
			return omitUndefined({ ...openPart(card), fingerprint: fingerprintFor(card, fingerprintKey), sealedCodes });
		},
		body: (body, secretKeys) => replaceSecrets(body, secretKeys, sealed) as JsonObject,
		value: (value) => everythingReplaced(value, sealed),
	};
}

/** The card with the last four characters of its number and nothing else that buys something. */
function openPart<C extends CardWithExtras>(card: C): HandledCard<C> {
	const { number } = card;
	const isOpen = ([field]: [string, unknown]): boolean => !(SECRET_FIELDS as readonly string[]).includes(field);
	const open = Object.fromEntries(Object.entries(card).filter(isOpen)) as HandledCard<C>;
	if (!number) return open;
	return { ...open, number: isMaskedCode(number) ? number : maskCode(number) };
}

function secretsOf(card: CardWithExtras): Pick<CardWithExtras, SecretField> {
	const secrets = SECRET_FIELDS.map((field) => [field, card[field]] as const);
	return Object.fromEntries(
		secrets.filter(([field, value]) => isThere(value) && !(field === 'number' && isMaskedCode(String(value)))),
	);
}

function isThere(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

/** Many cards look the same then (`XXXXXXXX1234`), so that it has no fingerprint. */
const MASKED_BY_SUPPLIER = /^[•*X]{4}/i;

/** Of the one thing that is the card: its number, or what comes instead. Never of a PIN, which many cards share. */
function fingerprintFor(
	{ number, barcode, redemptionUrl }: CardWithExtras,
	key: string | undefined,
): string | undefined {
	if (key === undefined) return undefined;
	const code = number || barcode;
	if (code) return MASKED_BY_SUPPLIER.test(code) ? undefined : fingerprint(code, key);
	return redemptionUrl ? fingerprint(redemptionUrl, key, 'link') : undefined;
}

function everythingReplaced(value: Json, replace: (secret: string) => Json): Json {
	const { all } = replaceSecrets({ all: value }, new Set(['all']), replace) as JsonObject;
	return all ?? null;
}
