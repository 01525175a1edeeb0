import type { Json } from '../model/json';
import { isObject, jsonEntries } from '../model/json';
import { withoutCodes } from './codeLike';
import { patternOf } from './spellings';

const MAX_QUOTE_LENGTH = 200;
/** Longer than any spelling of a secret that is looked for, so none is cut in half. */
const QUOTE_WINDOW = 20_000;
const MAX_SPELLING = 4000;

const BLOT = '•••';
/** In a text for people one blot too many does no harm. */
const MIN_SECRET_IN_TEXT = 4;
/** In item data it does: a password of '1234' would cut digits out of order numbers. */
const MIN_SECRET_IN_DATA = 8;
/** From here on, a secret is unlikely to be a part of something else by chance. */
const SURELY_A_SECRET = 12;
const MIN_DIFFERENT_CHARACTERS = 5;
const UNDOCUMENTED = 'otherFields';

/**
 * A supplier's text, safe to show: without secrets of the credential in any spelling, without what looks like a code,
 * with markup escaped (n8n renders descriptions as HTML, docs/n8n-engine.md 3), and cut to 200 characters.
 */
export function quoteSupplier(text: string, secrets: readonly string[] = []): string {
	return shortened(withoutCodes(withoutSecrets(text, secrets)));
}

/** An id, such as an item code, in a message. Not for other texts of a supplier: they may hold anything. */
export function quoteId(id: string): string {
	return shortened(id.slice(0, QUOTE_WINDOW));
}

function shortened(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return escapeMarkup(line.length > MAX_QUOTE_LENGTH ? `${line.slice(0, MAX_QUOTE_LENGTH)}…` : line);
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
	const pattern = patternFor('text', secrets);
	if (text.length <= QUOTE_WINDOW) return pattern ? text.replace(pattern, BLOT) : text;
	const begin = text.slice(0, QUOTE_WINDOW);
	// A secret that the cut has halved is in the last characters.
	return (pattern ? begin.replace(pattern, BLOT) : begin).slice(0, -MAX_SPELLING);
}

/**
 * A copy of item data without the secrets of the credential, wherever a supplier repeats them, in any spelling. Secrets
 * that could be a part of other data by chance stay: of fewer than 8 characters, of digits alone, of fewer than 5
 * different characters. One of fewer than 12 counts only as a whole word.
 *
 * @param isExempt keys whose values may be codes that somebody has paid for: they are never touched. Of `otherFields`, which
 *   a supplier doesn't document, a secret to the letter is taken out that no code can hold by chance
 */
export function scrubbed<T extends Json>(
	value: T,
	secrets: readonly string[],
	isExempt: (key: string) => boolean = () => false,
): T {
	const pattern = patternFor('data', secrets);
	const scrubText = (text: string): string =>
		pattern === undefined || text.length < MIN_SECRET_IN_DATA ? text : text.replace(pattern, BLOT);
	const sure = secrets.filter((secret) => secret.length >= SURELY_A_SECRET && isDistinctive(secret));
	const withoutSureSecrets = (part: Json): Json => {
		if (typeof part === 'string') return sure.reduce((text, secret) => text.split(secret).join(BLOT), part);
		if (Array.isArray(part)) return part.map(withoutSureSecrets);
		if (!isObject(part)) return part;
		return Object.fromEntries(jsonEntries(part).map(([key, entry]) => [key, withoutSureSecrets(entry)]));
	};
	const cleanKeys = new Set<string>();
	const scrubKey = (key: string): string => {
		if (cleanKeys.has(key)) return key;
		const scrubbedKey = scrubText(key);
		if (scrubbedKey === key) cleanKeys.add(key);
		return scrubbedKey;
	};
	const scrub = (part: Json): Json => {
		if (typeof part === 'string') return scrubText(part);
		if (Array.isArray(part)) return part.map(scrub);
		if (!isObject(part)) return part;
		const entries = jsonEntries(part).map(([key, entry]): [string, Json] =>
			isExempt(key) ? [key, key === UNDOCUMENTED ? withoutSureSecrets(entry) : entry] : [scrubKey(key), scrub(entry)],
		);
		return Object.fromEntries(entries);
	};
	return scrub(value) as T;
}

function isDistinctive(secret: string): boolean {
	return (
		secret.length >= MIN_SECRET_IN_DATA &&
		!/^\p{N}+$/u.test(secret) &&
		new Set(secret.toLowerCase()).size >= MIN_DIFFERENT_CHARACTERS
	);
}

/** A run scrubs every item with the same few secrets. */
const patterns = new Map<string, RegExp | undefined>();
const MAX_PATTERNS = 50;

function patternFor(use: 'text' | 'data', secrets: readonly string[]): RegExp | undefined {
	const key = JSON.stringify([use, secrets]);
	if (!patterns.has(key)) {
		if (patterns.size >= MAX_PATTERNS) patterns.clear();
		patterns.set(key, use === 'text' ? patternForText(secrets) : patternForData(secrets));
	}
	return patterns.get(key);
}

function patternForText(secrets: readonly string[]): RegExp | undefined {
	return patternOf(secrets.filter(({ length }) => length >= MIN_SECRET_IN_TEXT));
}

function patternForData(secrets: readonly string[]): RegExp | undefined {
	const distinctive = secrets.filter(isDistinctive);
	const isLong = ({ length }: string): boolean => length >= SURELY_A_SECRET;
	return patternOf(
		distinctive.filter(isLong),
		distinctive.filter((secret) => !isLong(secret)),
	);
}

function escapeMarkup(text: string): string {
	return withoutTags(text.replace(/&/g, '&amp;').replace(/"/g, '&quot;'));
}

/** For whole messages, parts of which may be escaped already: no tag can begin in it. */
export function withoutTags(text: string): string {
	return text.replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
