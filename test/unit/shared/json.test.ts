import fc from 'fast-check';

import type { Json } from '../../../nodes/shared/model/json';
import { jsonEntries, omitUndefined, toList, toObject, toText } from '../../../nodes/shared/model/json';
import { parseJson } from '../../../nodes/shared/model/parseJson';
import { maskBody } from '../../../nodes/shared/secrets/mask';
import { scrubbed } from '../../../nodes/shared/secrets/scrub';
import { shown } from '../../../nodes/shared/secrets/shown';

/** As JSON.parse, with undefined for what isn't JSON. */
function plainParse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

const isOrdinary = (value: number) => !Number.isInteger(value) || Number.isSafeInteger(value);
const ordinaryValue = fc.letrec<{ value: Json }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 5 },
		fc.string({ unit: 'binary' }),
		fc.double({ noNaN: true, noDefaultInfinity: true }).filter(isOrdinary),
		fc.maxSafeInteger(),
		fc.boolean(),
		fc.constant(null),
		fc.array(tie('value')),
		fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '123')), tie('value')),
	),
})).value;

describe('JSON of a supplier', () => {
	it('reads as JSON.parse reads it, with any white space', () => {
		fc.assert(
			fc.property(ordinaryValue, fc.constantFrom(undefined, 1, '\t', '\r\n'), (value, space) => {
				const text = JSON.stringify(value, null, space);
				expect(parseJson(text)).toEqual(JSON.parse(text));
			}),
		);
	});

	it('takes nothing for JSON that JSON.parse refuses', () => {
		const pieces = ['"', '\\', '{', '}', '[', ']', ':', ',', '-', '.', 'e', '+', '0', '1', '12', ' ', 'null', '"a"'];
		const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 2 }))).map((all) => all.join(''));
		fc.assert(
			fc.property(text, (given) => expect(parseJson(given)).toEqual(plainParse(given))),
			{ numRuns: 2000 },
		);
	});

	it.each([
		'',
		'<html></html>',
		'{"a":',
		'undefined',
		'01234567890123456789',
		'--12345678901234567890',
		'1234567890123456789.',
	])('does not take %p for data', (text) => expect(parseJson(text)).toBeUndefined());

	it('may begin with a byte order mark', () => {
		expect(parseJson('\uFEFF{"a":1}')).toEqual({ a: 1 });
	});
});

describe('numbers', () => {
	it('keep every digit of a card number sent as a number', () => {
		expect(parseJson('{"number":6006491234567890123,"n":[9007199254740993, -9007199254740993]}')).toEqual({
			number: '6006491234567890123',
			n: ['9007199254740993', '-9007199254740993'],
		});
	});

	it('of any length are exact, as text', () => {
		const wholeNumber = fc.bigInt({ min: -(10n ** 80n), max: 10n ** 80n });
		fc.assert(
			fc.property(wholeNumber, (number) => {
				const parsed = toObject(parseJson(`{"card":${number},"other":[ ${number}]}`));
				expect(toText(parsed.card)).toBe(String(number));
				expect(toList(parsed.other).map(String)).toEqual([String(number)]);
			}),
		);
	});

	it('with more decimals or a larger exponent than a double holds are exact, as text', () => {
		for (const number of [
			'0.10000000000000000001',
			'12345678901234.56789',
			'1e400',
			'1e-400',
			'-1.2345678901234567890e3',
		])
			expect(parseJson(`[${number}]`)).toEqual([number]);
	});

	it('that a double holds stay numbers, and digits inside text stay text', () => {
		const text =
			'{"a":12.5,"b":"x 6006491234567890123","c":-3,"d":"\\"6006491234567890123\\"","e":1e21,"f":9007199254740991,"g":23.499999999999996,"h":1.50,"i":-0.0}';
		expect(parseJson(text)).toEqual(JSON.parse(text));
	});
});

/** Each froze n8n for minutes, or would, if reading it took time in proportion to the square of its length. */
describe('five million hostile characters', () => {
	const SIZE = 5_000_000;
	const filled = (piece: string, from = '', to = '') => from + piece.repeat(SIZE / piece.length) + to;

	it.each<[string, string]>([
		['quotes', filled('"')],
		['backslashes in a text without an end', filled('\\', '"')],
		['escaped quotes', filled('\\"', '"')],
		['minus signs', filled('-')],
		['zeros', filled('0')],
		['numbers without an end', filled('1e')],
		['a number with a dot too many', filled('1', '', '.')],
		['one number', filled('1')],
		['one text', filled('a', '"', '"')],
		['one text of escapes', filled('\\n', '"', '"')],
		['more values than there can be', filled('0,', '[', '0]')],
		['opening brackets', filled('[')],
		['nested objects', filled('{"a":')],
		['angle brackets', filled('<')],
	])('are no data: %s', (_name, text) => {
		expect(parseJson(text)).toBeUndefined();
	});

	it('are read where they are data', () => {
		const long = parseJson(filled('12345678901234567890,', '[', '0]'));
		expect(toList(long)[7]).toBe('12345678901234567890');
		expect(toList(parseJson(filled('"\\\\",', '[', '0]')))[7]).toBe('\\');
	});
});

test('data may be nested two hundred levels deep, and no deeper', () => {
	const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
	expect(parseJson(nested(200))).toEqual(JSON.parse(nested(200)));
	expect(parseJson(nested(201))).toBeUndefined();
	expect(toList(parseJson(`[${Array(1000).fill(nested(199)).join(',')}]`))).toHaveLength(1000);
});

test('a key __proto__ gives an object nothing it does not have', () => {
	const parsed = toObject(
		parseJson('{"__proto__":{"status":"paid"},"constructor":{"prototype":{"status":"paid"}},"a":1}'),
	);
	for (const object of [
		parsed,
		omitUndefined(parsed),
		{ ...parsed },
		maskBody(parsed, shown({ a: 'id' })),
		scrubbed(parsed, []),
	]) {
		expect(toObject(object).status).toBeUndefined();
		expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
	}
	expect(jsonEntries(parsed).map(([key]) => key)).toEqual(['__proto__', 'constructor', 'a']);
	expect(toObject({}).status).toBeUndefined();
});
