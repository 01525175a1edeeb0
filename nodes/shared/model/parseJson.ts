import type { Json, JsonObject } from './json';

/** Suppliers nest about ten levels. Functions that walk a body recurse, so a hostile one must not exhaust the stack. */
const MAX_DEPTH = 200;
/** CardCash's list of 60,000 orders, with which a reply has its largest size, has 1.3 million. */
const MAX_VALUES = 2_000_000;
/** In characters, of a text, a number or white space. The longest texts are the terms of a product. */
const MAX_TEXT = 1_000_000;
/** No documented object has fifty. One with a million is slow to fill. */
const MAX_KEYS = 100_000;
/** How much is read before others may have their turn: a few milliseconds. */
const CHARACTERS_IN_A_TURN = 50_000;
const VALUES_IN_A_TURN = 5000;

/**
 * Parses JSON without losing digits: a whole number beyond 2^53 (a card number sent as a number), or one with more
 * decimals or a larger exponent than a double holds, becomes the text of that number. Takes time in proportion to the
 * length, whatever the text is.
 *
 * @returns undefined when the text isn't JSON (an empty body, an HTML page), is nested more than 200 levels deep, or has
 *   more than two million values, an object of more than 100,000 keys or a text of more than a million characters
 */
export function parseJson(text: string): Json | undefined {
	const parsing = parseInTurns(text);
	for (;;) {
		const { done, value } = parsing.next();
		if (done) return value;
	}
}

/** As `parseJson`, a few milliseconds at a time, with a stop after each. */
export function* parseInTurns(text: string): Generator<undefined, Json | undefined> {
	const reader = new JsonReader(text);
	while (reader.state === 'reading') {
		reader.read();
		if (reader.state === 'reading') yield;
	}
	return reader.state === 'done' ? reader.root : undefined;
}

type Container = { list: Json[] } | { object: JsonObject; key: string; keys: number };

/** Without recursion, so it can stop anywhere. */
class JsonReader {
	state: 'reading' | 'done' | 'failed' = 'reading';
	root: Json | undefined;
	private at: number;
	private values = 0;
	private readonly open: Container[] = [];
	/** Of keys, which are the same in every row. */
	private readonly keys = new Map<string, string>();
	private nextBackslash: number;

	constructor(private readonly text: string) {
		this.at = text.startsWith('\uFEFF') ? 1 : 0;
		this.nextBackslash = this.indexOrEnd('\\', this.at);
	}

	/** Reads on for one turn. */
	read(): void {
		const untilCharacter = this.at + CHARACTERS_IN_A_TURN;
		const untilValue = this.values + VALUES_IN_A_TURN;
		while (this.state === 'reading' && this.at < untilCharacter && this.values < untilValue) this.readValue();
	}

	private readValue(): void {
		this.skipSpace();
		this.values += 1;
		if (this.values > MAX_VALUES) return this.fail();
		switch (this.text[this.at]) {
			case '[':
				return this.begin({ list: [] }, ']');
			case '{':
				return this.begin({ object: {}, key: '', keys: 0 }, '}');
			case '"':
				return this.end(this.readText());
			case 't':
				return this.readWord('true', true);
			case 'f':
				return this.readWord('false', false);
			case 'n':
				return this.readWord('null', null);
			default:
				return this.end(this.readNumber());
		}
	}

	private begin(container: Container, closing: string): void {
		if (this.open.length >= MAX_DEPTH) return this.fail();
		this.at += 1;
		this.skipSpace();
		if (this.text[this.at] === closing) {
			this.at += 1;
			return this.end('list' in container ? container.list : container.object);
		}
		this.open.push(container);
		if ('object' in container) this.readKey(container);
	}

	private readKey(container: { key: string; keys: number }): void {
		container.keys += 1;
		if (container.keys > MAX_KEYS) return this.fail();
		this.skipSpace();
		const key = this.text[this.at] === '"' ? this.readText(this.keys) : undefined;
		this.skipSpace();
		if (key === undefined || this.text[this.at] !== ':') return this.fail();
		this.at += 1;
		container.key = key;
	}

	/** A value has ended, and with it perhaps the lists and objects that it is the last of. */
	private end(value: Json | undefined): void {
		let ended = value;
		for (;;) {
			if (ended === undefined) return this.fail();
			const container = this.open.at(-1);
			this.skipSpace();
			const next = this.text[this.at];
			if (!container) {
				if (next !== undefined) return this.fail();
				this.root = ended;
				this.state = 'done';
				return;
			}
			this.at += 1;
			if ('list' in container) container.list.push(ended);
			else setOwn(container.object, container.key, ended);
			if (next === ',') {
				if ('object' in container) this.readKey(container);
				return;
			}
			if (next !== ('list' in container ? ']' : '}')) return this.fail();
			this.open.pop();
			ended = 'list' in container ? container.list : container.object;
		}
	}

	private fail(): void {
		this.state = 'failed';
	}

	private skipSpace(): void {
		const start = this.at;
		while (isSpace(this.text.charCodeAt(this.at)) && this.at - start < MAX_TEXT) this.at += 1;
	}

	private readWord(word: string, value: Json): void {
		const isThere = this.text.startsWith(word, this.at);
		this.at += word.length;
		return this.end(isThere ? value : undefined);
	}

	/** @param known texts that come again and again */
	private readText(known?: Map<string, string>): string | undefined {
		const start = this.at;
		const end = this.endOfText(start);
		if (end > this.text.length || end - start > MAX_TEXT) return undefined;
		this.at = end;
		const token = this.text.slice(start, end);
		const read = known?.get(token) ?? toText(token);
		if (known && read !== undefined && known.size < MAX_KNOWN_KEYS) known.set(token, read);
		return read;
	}

	private endOfText(start: number): number {
		let quote = this.indexOrEnd('"', start + 1);
		if (this.nextBackslash <= start) this.nextBackslash = this.indexOrEnd('\\', start);
		while (this.nextBackslash < quote && this.nextBackslash - start < MAX_TEXT) {
			// What follows a backslash may be a quote, or another backslash.
			const after = this.nextBackslash + 2;
			this.nextBackslash = this.indexOrEnd('\\', after);
			if (quote < after) quote = this.indexOrEnd('"', after);
		}
		return quote + 1;
	}

	private indexOrEnd(character: string, from: number): number {
		const index = this.text.indexOf(character, from);
		return index === -1 ? this.text.length : index;
	}

	private readNumber(): Json | undefined {
		const start = this.at;
		const end = endOfNumber(this.text, start);
		if (end - start > MAX_TEXT) return undefined;
		this.at = end;
		const token = this.text.slice(start, end);
		if (!isNumber(token)) return undefined;
		return isInexactNumber(token) ? toText(`"${token}"`) : Number(token);
	}
}

const MAX_KNOWN_KEYS = 10_000;

/** Parsed rather than sliced: a slice would keep the whole reply in memory as long as it is kept itself. */
function toText(token: string): string | undefined {
	try {
		return JSON.parse(token) as string;
	} catch {
		return undefined;
	}
}

/** As JSON.parse: a key `__proto__` is one like any other. */
function setOwn(object: JsonObject, key: string, value: Json): void {
	if (key !== '__proto__') object[key] = value;
	else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function isSpace(code: number): boolean {
	return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** By hand: a regular expression keeps a stack entry for every digit. */
function endOfNumber(text: string, start: number): number {
	const whole = endOfDigits(text, text[start] === '-' ? start + 1 : start);
	const fraction = text[whole] === '.' && isDigit(text[whole + 1]) ? endOfDigits(text, whole + 1) : whole;
	if (text[fraction] !== 'e' && text[fraction] !== 'E') return fraction;
	const sign = text[fraction + 1] === '+' || text[fraction + 1] === '-' ? 1 : 0;
	return isDigit(text[fraction + 1 + sign]) ? endOfDigits(text, fraction + 1 + sign) : fraction;
}

function endOfDigits(text: string, start: number): number {
	let end = start;
	while (end - start <= MAX_TEXT && isDigit(text[end])) end += 1;
	return end;
}

function isDigit(character: string | undefined): boolean {
	return character !== undefined && character >= '0' && character <= '9';
}

/** A token of `endOfNumber` that is more than a sign. JSON knows no leading zeros. */
function isNumber(token: string): boolean {
	const first = token[0] === '-' ? 1 : 0;
	return isDigit(token[first]) && !(token[first] === '0' && isDigit(token[first + 1]));
}

/** Any decimal of up to 15 digits survives as a double. */
const SURELY_EXACT = /^-?[\d.]{1,15}$/;
/** Longer than any number that a double prints. */
const MAX_EXACT_LENGTH = 64;

function isInexactNumber(token: string): boolean {
	if (SURELY_EXACT.test(token)) return false;
	if (token.length > MAX_EXACT_LENGTH) return true;
	const number = Number(token);
	if (/^-?\d+$/.test(token)) return !Number.isSafeInteger(number);
	return significantDigits(token) !== significantDigits(String(number));
}

function significantDigits(number: string): string {
	return number
		.replace(/[eE].*$/, '')
		.replace(/\D/g, '')
		.replace(/^0+|0+$/g, '');
}
