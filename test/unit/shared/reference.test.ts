import fc from 'fast-check';

import { normaliseReference } from '../../../nodes/shared/purchase/reference';

const LONGEST = 10_000;
const normalise = (text: string) => normaliseReference(text, LONGEST);

/** Each can be pasted or typed by accident and can't be seen. */
const INVISIBLE = [
	['zero-width joiner', '\u200d'],
	['zero-width non-joiner', '\u200c'],
	['zero-width space', '\u200b'],
	['word joiner', '\u2060'],
	['byte order mark', '\ufeff'],
	['variation selector', '\ufe0f'],
	['variation selector of the supplement', '\u{e0101}'],
	['combining grapheme joiner', '\u034f'],
	['Hangul filler', '\u3164'],
	['half-width Hangul filler', '\uffa0'],
	['Hangul choseong filler', '\u115f'],
	['Hangul jungseong filler', '\u1160'],
	['Braille blank', '\u2800'],
	['Khmer vowel inherent AQ', '\u17b4'],
	['Khmer vowel inherent AA', '\u17b5'],
	['Mongolian vowel separator', '\u180e'],
	['Mongolian variation selector', '\u180b'],
	['soft hyphen', '\u00ad'],
	['right-to-left mark', '\u200f'],
	['left-to-right override', '\u202d'],
	['bidi isolate', '\u2068'],
	['Arabic letter mark', '\u061c'],
	['tag', '\u{e0041}'],
	['null', '\0'],
	['escape', '\u001b'],
] as const;
const WHITE_SPACE = [...' \t\n\v\f\r\u00a0\u1680\u2000\u2003\u2009\u200a\u2028\u2029\u202f\u205f\u3000'];

/** A reference as people write them, in any script, with letters that can be composed. */
const reference = fc
	.array(
		fc.oneof(
			{ weight: 3, arbitrary: fc.constantFrom(...'INV-2041/aeK') },
			fc.constantFrom(
				'e\u0301',
				'A\u030a',
				'\u212b',
				'\u1100\u1161\u11a8',
				'ф',
				'注',
				'🎁',
				'❤',
				' ',
				'  ',
				'\t',
				'\u00a0',
			),
			fc.string({ unit: 'grapheme', maxLength: 2 }),
		),
		{ minLength: 1, maxLength: 20 },
	)
	.map((parts) => `X${parts.join('')}`);

describe('an order reference', () => {
	it('is written one way, whatever it was copied from', () => {
		expect(normalise('  INV\u00a02041\u200b\n')).toBe('INV 2041');
		expect(normalise('Cafe\u0301')).toBe('Caf\u00e9');
		expect(normalise('Cafe\u200d\u0301')).toBe('Caf\u00e9');
		expect(normalise('A \u200b B')).toBe('A B');
		expect(normalise('inv-1')).not.toBe(normalise('INV-1'));
	});

	it.each(INVISIBLE)('is the same with a %s anywhere in it', (_name, invisible) => {
		for (const text of [`${invisible}INV-1`, `INV${invisible}-1`, `INV-1${invisible}`])
			expect(normalise(text)).toBe('INV-1');
		expect(normalise(`Cafe${invisible}\u0301`)).toBe('Caf\u00e9');
		expect(normalise(`A ${invisible} B`)).toBe('A B');
		expect(() => normalise(` ${invisible} `)).toThrow("'Order Reference' is empty");
	});

	it('is the same with any invisible characters between any of its characters', () => {
		const hidden = fc.array(fc.constantFrom(...INVISIBLE.map(([, character]) => character)), { maxLength: 3 });
		fc.assert(
			fc.property(reference, fc.infiniteStream(hidden), (text, stream) => {
				const between = () => (stream.next().value as string[]).join('');
				const stuffed = [...text].map((character) => between() + character).join('') + between();
				expect(normalise(stuffed)).toBe(normalise(text));
			}),
			{ numRuns: 500 },
		);
	});

	it('does not change when it is normalised again', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					reference,
					fc.string({ unit: 'binary' }).map((text) => `X${text}`),
				),
				(text) => {
					expect(normalise(normalise(text))).toBe(normalise(text));
				},
			),
			{ numRuns: 1000 },
		);
	});

	it.each(WHITE_SPACE)('takes white space %j for a space', (space) => {
		expect(normalise(`INV${space}${space}1${space}`)).toBe('INV 1');
	});

	it('without invisible characters is what 0.1.0 made of it', () => {
		const inFirstVersion = (text: string) =>
			text
				.normalize('NFC')
				.replace(/\s+/g, ' ')
				.replace(/[\p{Cc}\p{Cf}]/gu, '')
				.trim();
		const visible = reference.filter((text) => !/[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text));
		fc.assert(
			fc.property(visible, (text) => expect(normalise(text)).toBe(inFirstVersion(text))),
			{ numRuns: 500 },
		);
	});

	it('is refused when it is empty or too long', () => {
		expect(() => normalise(' \u200b ')).toThrow("'Order Reference' is empty");
		expect(() => normaliseReference('x'.repeat(101), 100)).toThrow('101 characters; at most 100');
		expect(normaliseReference('x'.repeat(100), 100)).toHaveLength(100);
	});

	it.each(['NaN', 'undefined', 'null', ' undefined\u200b', '[object Object]', 'INV-[object Object]'])(
		'is refused when an expression has left %p',
		(text) => expect(() => normalise(text)).toThrow('its expression found no value'),
	);

	it.each(['Nan', 'NULL', 'undefined-1', 'true', 'Infinity Ltd', '0'])('may be %p', (text) => {
		expect(normalise(text)).toBe(text);
	});
});
