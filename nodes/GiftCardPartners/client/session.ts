import type { Json } from '../../shared/model/json';
import { isObject, parseJson, toText } from '../../shared/model/json';
import { valueOf } from './keys';

/** A bearer token and until when it may be used. */
export interface Session {
	token: string;
	/** Milliseconds since 1970. */
	usableUntil: number;
}

const USABLE_PART_OF_LIFE = 0.85;
const LIFE_WHEN_UNTOLD_SECONDS = 600;
const PRINTABLE = /^[\x21-\x7e]+$/;

/**
 * The session that a reply of POST /v1/Tokens opens. The life is that of the JWT where it is one, else ExpiresIn taken
 * as seconds, which is safe under both readings of its unit (docs/contracts/gift-card-partners.md 1).
 *
 * @returns undefined when the reply holds no token
 */
export function toSession(body: Json | undefined, now: number): Session | undefined {
	const token = toText(valueOf(body, 'Value'))?.trim();
	if (token === undefined || !PRINTABLE.test(token)) return undefined;
	const lifeSeconds = lifeOfJwt(token, now) ?? positive(valueOf(body, 'ExpiresIn')) ?? LIFE_WHEN_UNTOLD_SECONDS;
	return { token, usableUntil: now + lifeSeconds * 1000 * USABLE_PART_OF_LIFE };
}

/** From issue to expiry where the token tells both, so that a clock that is off does no harm. */
function lifeOfJwt(token: string, now: number): number | undefined {
	const [, payload, signature] = token.split('.');
	if (payload === undefined || signature === undefined) return undefined;
	const claims = parseJson(Buffer.from(payload, 'base64url').toString('utf8'));
	if (!isObject(claims)) return undefined;
	const expiry = positive(claims.exp);
	if (expiry === undefined) return undefined;
	return positive(expiry - (positive(claims.iat) ?? now / 1000));
}

function positive(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}
