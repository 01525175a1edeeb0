import type { Json } from '../model/json';
import { isObject, jsonEntries } from '../model/json';

const LONGEST_QUOTE = 200;
/** In a text for people, a blot too many does no harm. */
const SHORTEST_IN_QUOTE = 4;
/** In an item it does: a password of '1234' would take digits out of card numbers, which nobody could use then. */
const SHORTEST_IN_DATA = 8;

/**
 * Text that a supplier sent, safe to show: secrets of the credential are taken out, markup is escaped (n8n renders
 * descriptions as HTML) and the length is capped.
 */
export function quoteSupplier(text: string, secrets: readonly string[] = []): string {
	let quoted = withoutSecrets(text, secrets, SHORTEST_IN_QUOTE);
	quoted = quoted.replace(/\s+/g, ' ').trim();
	if (quoted.length > LONGEST_QUOTE) quoted = `${quoted.slice(0, LONGEST_QUOTE)}…`;
	return escapeMarkup(quoted);
}

/** Item data: a copy in which secrets of the credential are blotted out, wherever a supplier repeats them. */
export function scrubbed<T extends Json>(value: T, secrets: readonly string[]): T {
	const scrub = (part: Json): Json => {
		if (typeof part === 'string') return withoutSecrets(part, secrets, SHORTEST_IN_DATA);
		if (Array.isArray(part)) return part.map(scrub);
		return isObject(part) ? Object.fromEntries(jsonEntries(part).map(([key, entry]) => [key, scrub(entry)])) : part;
	};
	return scrub(value) as T;
}

function withoutSecrets(text: string, secrets: readonly string[], shortest: number): string {
	return secrets
		.filter(({ length }) => length >= shortest)
		.reduce((rest, secret) => rest.split(secret).join('•••'), text);
}

export function escapeMarkup(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
