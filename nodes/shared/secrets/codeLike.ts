/** What stands for a code wherever none may be shown. */
export const HIDDEN = '••••';

/** Letters, digits and the marks of combined letters; groups of them may be joined by hyphens. */
const WORD = /[\p{L}\p{N}\p{M}]+(?:[-_‐‑–][\p{L}\p{N}\p{M}]+)*/gu;
/** A number in groups, as it is printed on cards: 6006 4912 3456 7890. */
const DIGIT_GROUPS = /\p{Nd}[\p{Nd} .\u00a0]*\p{Nd}/gu;
const WEB_ADDRESS = /\b[a-z][a-z0-9+.-]{1,19}:\/\/[^\s"'<>]+/giu;
/** A page for everybody: a host, and a path of plain words. */
const PUBLIC_PAGE = /^https?:\/\/[a-z0-9.-]+(?:\/(?:[a-z]{2,30}(?:-[a-z]{2,30})*)?)*$/;
const DAY = /^\d{4}-\d{2}-\d{2}(?:T\d{2})?$/;
const MIN_LENGTH = 8;
const MAX_LENGTH = 100_000;
const MAY_HOLD_CODE = /\p{N}|:\/\//u;

/**
 * A text without what may be a code: a word of eight or more characters with two digits, or in capitals with one; digits
 * in groups; a web address that isn't a plain page. Dates stay. A code of letters alone, or a short PIN, can't be told
 * from a word, so this is for texts of which a code is no part, beside the rule that unknown keys are never shown.
 */
export function withoutCodes(text: string): string {
	if (!MAY_HOLD_CODE.test(text)) return text;
	// No description is as long, and nobody reads one that is.
	if (text.length > MAX_LENGTH) return HIDDEN;
	return text
		.replace(WEB_ADDRESS, (address) => (PUBLIC_PAGE.test(address) ? address : HIDDEN))
		.replace(DIGIT_GROUPS, (groups) => (isGroupedCode(groups) ? HIDDEN : groups))
		.replace(WORD, (word) => (isCodeLike(word) ? HIDDEN : word));
}

/** Whether a single word may be a code. */
export function isCodeLike(word: string): boolean {
	if (word.length < MIN_LENGTH || DAY.test(word)) return false;
	const digits = word.match(/\p{N}/gu)?.length ?? 0;
	return digits >= 2 || (digits === 1 && word === word.toUpperCase());
}

function isGroupedCode(text: string): boolean {
	const groups = text.split(/[ .\u00a0]+/);
	const digits = groups.reduce((sum, { length }) => sum + length, 0);
	return groups.length > 1 && digits >= MIN_LENGTH && groups.every(({ length }) => length >= 3);
}
