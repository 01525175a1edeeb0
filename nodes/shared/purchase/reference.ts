import { ProblemError } from '../model/problem';

/** Characters that can't be seen, which would make two references differ that look the same. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

/**
 * The reference as it is compared, written down and sent: composed Unicode, no invisible characters, single spaces.
 * Upper and lower case stay different, since suppliers tell them apart.
 *
 * @throws ProblemError when it is empty or longer than the supplier takes
 */
export function normaliseReference(text: string, longest: number): string {
	const reference = text.normalize('NFC').replace(/\s+/g, ' ').replace(INVISIBLE, '').trim();
	if (reference === '') {
		throw new ProblemError({
			code: 'BAD_INPUT',
			whatHappened: "'Order Reference' is empty.",
			whatToDo:
				"Enter something in 'Order Reference' that is yours and stays the same when the workflow runs again, e.g. an invoice number.",
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
