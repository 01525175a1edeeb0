import type { Json } from '../model/json';
import { isObject, jsonEntries } from '../model/json';

const MAX_QUOTE_LENGTH = 200;
/** In a text for people one blot too many does no harm. */
const MIN_SECRET_IN_TEXT = 4;
/** In item data it does: a password of '1234' would cut digits out of card numbers. */
const MIN_SECRET_IN_DATA = 8;

/**
 * A supplier's text, safe to show: without secrets of the credential, with markup escaped (n8n renders descriptions as
 * HTML, docs/n8n-engine.md 3), and cut to 200 characters.
 */
export function quoteSupplier(text: string, secrets: readonly string[] = []): string {
	let quoted = withoutSecrets(text, secrets, MIN_SECRET_IN_TEXT);
	quoted = quoted.replace(/\s+/g, ' ').trim();
	if (quoted.length > MAX_QUOTE_LENGTH) quoted = `${quoted.slice(0, MAX_QUOTE_LENGTH)}…`;
	return escapeMarkup(quoted);
}

/** A copy of item data without the secrets of the credential, wherever a supplier repeats them. */
export function scrubbed<T extends Json>(value: T, secrets: readonly string[]): T {
	const scrub = (part: Json): Json => {
		if (typeof part === 'string') return withoutSecrets(part, secrets, MIN_SECRET_IN_DATA);
		if (Array.isArray(part)) return part.map(scrub);
		return isObject(part) ? Object.fromEntries(jsonEntries(part).map(([key, entry]) => [key, scrub(entry)])) : part;
	};
	return scrub(value) as T;
}

function withoutSecrets(text: string, secrets: readonly string[], minLength: number): string {
	return secrets
		.filter(({ length }) => length >= minLength)
		.reduce((rest, secret) => rest.split(secret).join('•••'), text);
}

/**
 * A text on its way to people, without markup: ids, product names and statuses of a supplier stand in many messages, and
 * n8n renders descriptions as HTML (docs/n8n-engine.md 3). What `quoteSupplier` has escaped stays as it is.
 */
export function withoutMarkup(text: string): string {
	return text.replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function escapeMarkup(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
