/** A longer secret is recognized by its beginning; what follows it without a space is taken to be the rest. */
const MAX_COMPARED = 64;
const MIN_PIECE = 4;
/** Fewer characters of Base64 come up by chance. */
const MIN_BASE64 = 8;

/**
 * A pattern that finds secrets in whatever spelling a supplier repeats them: in any case, with each character as it is,
 * URL-encoded (once or twice), form-encoded, escaped as in JSON or HTML, and the whole in Base64, at each of the three
 * places of a group, in both alphabets.
 *
 * @param words those that are found only where they aren't part of a longer word
 */
export function patternOf(anywhere: readonly string[], words: readonly string[] = []): RegExp | undefined {
	const inWords = words.flatMap(toSpellings);
	const parts = [
		...anywhere.flatMap(toSpellings),
		...(inWords.length > 0 ? [`(?<![\\p{L}\\p{N}])(?:${inWords.join('|')})(?![\\p{L}\\p{N}])`] : []),
	];
	return parts.length > 0 ? new RegExp(parts.join('|'), 'giu') : undefined;
}

function toSpellings(secret: string): string[] {
	return toPieces(secret).flatMap((piece) => {
		// A few characters are several in capitals, which ignoring case doesn't know.
		const cases = [piece.toUpperCase(), piece.toLowerCase()].filter(({ length }) => length !== piece.length);
		const forms = [piece, piece.normalize('NFC'), piece.normalize('NFD'), ...cases];
		return [...new Set(forms.map(spelling)), ...base64(piece)];
	});
}

/** A key in PEM form is repeated with other line breaks, or line by line. */
function toPieces(secret: string): string[] {
	const pieces = secret.split(/(?:\\r|\\n|[\r\n])+/).map((piece) => piece.trim());
	return pieces.filter(({ length }) => length >= MIN_PIECE);
}

function spelling(piece: string): string {
	const characters = [...piece];
	const compared = characters.slice(0, MAX_COMPARED).map(characterIn).join('');
	return characters.length > MAX_COMPARED ? `${compared}[^\\s"'<>,;]*` : compared;
}

/** One character in all its spellings. */
function characterIn(character: string): string {
	const bytes = [...Buffer.from(character)].map((byte) => `%(?:25)?${hex(byte, 2)}`).join('');
	const units = [...Array(character.length).keys()].map((at) => `\\\\u${hex(character.charCodeAt(at), 4)}`).join('');
	const point = character.codePointAt(0)!;
	return `(?:${[literal(character), bytes, units, `&#0*${point};`, `&#x0*${point.toString(16)};`, ...special(character)].join('|')})`;
}

function special(character: string): string[] {
	switch (character) {
		case ' ':
			return ['\\+'];
		case '"':
			return ['\\\\"', '&quot;'];
		case '\\':
			return ['\\\\\\\\'];
		case '/':
			return ['\\\\/'];
		case '&':
			return ['&amp;'];
		case '<':
			return ['&lt;'];
		case '>':
			return ['&gt;'];
		case "'":
			return ['&apos;'];
		case '\t':
			return ['\\\\t'];
		default:
			return [];
	}
}

/** The characters of Base64 that the piece alone decides, for each of the three places where it may begin in a group. */
function base64(piece: string): string[] {
	return [0, 1, 2].flatMap((before) => {
		const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(piece)]);
		const first = Math.ceil((before * 8) / 6);
		const decided = Math.floor((bytes.length * 8) / 6);
		const text = bytes.toString('base64').slice(first, decided);
		if (text.length < MIN_BASE64) return [];
		const compared = [...text.slice(0, MAX_COMPARED)].map(base64Character).join('');
		return [`[A-Za-z0-9+/_-]?${compared}(?:[A-Za-z0-9+/_-]|%2B|%2F)*(?:=|%3D)*`];
	});
}

function base64Character(character: string): string {
	if (character === '+') return '(?:\\+|-|%2B)';
	return character === '/' ? '(?:\\\\?/|_|%2F)' : character;
}

function literal(character: string): string {
	return /[\^$\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}

function hex(value: number, digits: number): string {
	return value.toString(16).padStart(digits, '0');
}
