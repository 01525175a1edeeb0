import type { Json } from '../http/json';
import { isObject } from '../http/json';

const LONGEST_QUOTE = 200;
const SHORTEST_SECRET = 4;

/**
 * Text that a supplier sent, safe to show: secrets of the credential are taken out, markup is escaped (n8n renders
 * descriptions as HTML) and the length is capped.
 */
export function quoteSupplier(text: string, secrets: readonly string[] = []): string {
	let quoted = withoutSecrets(text, secrets);
	quoted = quoted.replace(/\s+/g, ' ').trim();
	if (quoted.length > LONGEST_QUOTE) quoted = `${quoted.slice(0, LONGEST_QUOTE)}…`;
	return escapeMarkup(quoted);
}

/** A copy in which secrets of the credential are blotted out, wherever a supplier repeats them. */
export function scrubbed<T extends Json>(value: T, secrets: readonly string[]): T {
	const scrub = (part: Json): Json => {
		if (typeof part === 'string') return withoutSecrets(part, secrets);
		if (Array.isArray(part)) return part.map(scrub);
		return isObject(part) ? Object.fromEntries(Object.entries(part).map(([key, entry]) => [key, scrub(entry)])) : part;
	};
	return scrub(value) as T;
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
	return secrets
		.filter(({ length }) => length >= SHORTEST_SECRET)
		.reduce((rest, secret) => rest.split(secret).join('•••'), text);
}

export function escapeMarkup(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
