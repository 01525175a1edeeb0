import { ProblemError } from '../model/problem';

/**
 * Characters without a shape of their own: controls, formatting (joiners, bidi marks, soft hyphen, tags), everything
 * Unicode lets a font ignore (variation selectors, fillers, the combining grapheme joiner), and the blank Braille
 * pattern. Line breaks and tabs are white space; the byte order mark, which a pattern's \s matches, isn't.
 */
const INVISIBLE = /(?!\s)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]|\uFEFF/gu;

/** What an expression gives in place of a value that isn't there or isn't text. */
const NO_VALUES = new Set(['NaN', 'undefined', 'null']);
const NOT_TEXT = '[object Object]';

/**
 * The reference as it is compared, stored and sent: composed Unicode, no invisible characters, single spaces. Case
 * counts, since suppliers distinguish it. Normalising twice changes nothing.
 *
 * @param longest in UTF-16 code units, after normalising
 * @throws ProblemError when it is empty, longer than the supplier takes, or what a failed expression leaves
 */
export function normaliseReference(text: string, longest: number): string {
	// Invisible characters first: between a letter and its accent they would keep the two from being composed.
	const reference = text.replace(INVISIBLE, '').normalize('NFC').replace(/\s+/g, ' ').trim();
	if (reference === '') {
		throw new ProblemError({
			code: 'BAD_INPUT',
			whatHappened: "'Order Reference' is empty.",
			whatToDo:
				"Enter something in 'Order Reference' that is yours and stays the same when the workflow runs again, e.g. an invoice number.",
		});
	}
	if (NO_VALUES.has(reference) || reference.includes(NOT_TEXT)) {
		throw new ProblemError({
			code: 'BAD_INPUT',
			whatHappened: `'Order Reference' is '${reference.slice(0, 40)}': its expression found no value.`,
			whatToDo: "Correct the expression in 'Order Reference'. It must give the order's own number or name as text.",
		});
	}
	if (reference.length > longest) {
		throw new ProblemError({
			code: 'BAD_INPUT',
			whatHappened: `'Order Reference' has ${reference.length} characters; at most ${longest} are taken.`,
			whatToDo: "Shorten 'Order Reference'.",
		});
	}
	return reference;
}

/** What is left of a normalised reference when capitals, spaces and wide letters don't count. */
export function foldReference(reference: string): string {
	return reference.normalize('NFKC').toUpperCase().toLowerCase().replace(/\s+/g, '');
}
