/* What takes the credential's secrets, and codes, out of texts and data. */
import fc from 'fast-check';

import { withoutCodes } from '../../../nodes/shared/secrets/codeLike';
import { mayBeCode } from '../../../nodes/shared/secrets/codes';
import { quoteSupplier, scrubbed, withoutTags } from '../../../nodes/shared/secrets/scrub';

const percentLower = (text: string) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase());
const everyByte = (text: string) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('');
const unicode = (text: string) =>
	[...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
const base64At = (before: number, encoding: 'base64' | 'base64url') => (text: string) =>
	Buffer.from(`${'user:'.slice(0, before)}${text}`).toString(encoding);

const SPELLINGS: Array<[name: string, spell: (secret: string) => string]> = [
	['as it is', (secret) => secret],
	['in capitals', (secret) => secret.toUpperCase()],
	['in small letters', (secret) => secret.toLowerCase()],
	['URL-encoded', encodeURIComponent],
	['URL-encoded in small letters', percentLower],
	['URL-encoded twice', (secret) => encodeURIComponent(encodeURIComponent(secret))],
	['with every byte URL-encoded', everyByte],
	['form-encoded', (secret) => new URLSearchParams({ '': secret }).toString().slice(1)],
	['as JSON', (secret) => JSON.stringify(secret).slice(1, -1)],
	['as JSON with escaped slashes', (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
	['as JSON in ASCII', unicode],
	['as HTML', (secret) => secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)],
	['decomposed', (secret) => secret.normalize('NFD')],
	...[0, 1, 2, 3].flatMap((before): typeof SPELLINGS => [
		[`in Base64, ${before} bytes on`, base64At(before, 'base64')],
		[`in URL-safe Base64, ${before} bytes on`, base64At(before, 'base64url')],
		[`in Base64 in a URL, ${before} bytes on`, (secret) => encodeURIComponent(base64At(before, 'base64')(secret))],
	]),
];

const PASSWORDS = [
	'p&ss"w<rd é/1=',
	'Corr3ct horse battery staple',
	"o'Neil\\back{s}[l]a^sh$",
	'~~~???>>>ÿÿÿ+/+/',
	'sim-password',
];

describe.each(PASSWORDS)('the secret %j', (secret) => {
	it.each(SPELLINGS)('is found %s', (_name, spell) => {
		const spelled = spell(secret);
		const text = `before ${spelled} after`;
		for (const found of [quoteSupplier(text, [secret]), scrubbed({ text, list: [{ text }] }, [secret])]) {
			expect(JSON.stringify(found)).toContain('•••');
			expect(JSON.stringify(found)).not.toContain(JSON.stringify(spelled).slice(1, -1));
		}
	});
});

it('finds any secret in any spelling within any text', () => {
	const secret = fc
		.string({ minLength: 8, maxLength: 40, unit: 'grapheme' })
		.filter((text) => text.trim() === text && text.length >= 8);
	fc.assert(
		fc.property(
			secret,
			fc.constantFrom(...SPELLINGS),
			fc.string(),
			fc.string(),
			(password, [, spell], before, after) => {
				fc.pre(!/[\r\n]/.test(password));
				const spelled = spell(password);
				fc.pre(spelled.length >= 8);
				expect(quoteSupplier(`${before} ${spelled} ${after}`, [password])).toContain('•••');
			},
		),
		{ numRuns: 500 },
	);
});

it('finds a key in PEM form line by line, and a long token by its beginning', () => {
	const lines = [
		'-----BEGIN PRIVATE KEY-----',
		'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC',
		'BKcwggSjAgEAAoIBAQDLsomething77',
		'-----END PRIVATE KEY-----',
	];
	const quoted = scrubbed({ text: `${lines[1]} and ${lines[2]}` }, [lines.join('\n')]);
	expect(quoted.text).toBe('••• and •••');
	const token = `eyJhbGciOiJFUzI1NiJ9.${'abc123'.repeat(300)}.sig`;
	expect(scrubbed({ text: `Bearer ${token}, refused` }, [token]).text).toBe('Bearer •••, refused');
});

it('never shows a part of a secret that a long text has been cut in', () => {
	for (let shift = 0; shift < 40; shift++) {
		const text = `${'sim-password'.repeat(1700)}${'x'.repeat(shift)}${'sim-password'.repeat(400)}`;
		expect(quoteSupplier(text, ['sim-password'])).not.toContain('sim-');
	}
});

describe('item data', () => {
	it.each(['00000000', '12345678', 'aaaaaaaa', '1212121212', 'abababababab', 'short', '60064912'])(
		'is not damaged by the password %j, which could be a part of it by chance',
		(password) => {
			const data = { orderId: `7${password}7`, total: '12345678.00', note: password };
			expect(scrubbed(data, [password])).toEqual(data);
		},
	);

	it('loses a short secret only where it is a whole word', () => {
		expect(scrubbed({ a: 'xhunter22', b: 'hunter22', c: 'is hunter22!' }, ['hunter22'])).toEqual({
			a: 'xhunter22',
			b: '•••',
			c: 'is •••!',
		});
	});

	it('loses a secret that is a key too', () => {
		expect(JSON.stringify(scrubbed({ more: { 'sim-password': 1 } }, ['sim-password']))).not.toContain('sim-password');
	});

	it('that may be a code is left exactly as it is, whatever the secrets are', () => {
		const code = fc.string({ minLength: 1, maxLength: 30 });
		const key = fc.constantFrom(
			'number',
			'pin',
			'barcode',
			'redemptionUrl',
			'challengeAnswer',
			'metadata',
			'code',
			'voucher',
		);
		fc.assert(
			fc.property(code, key, fc.nat(), fc.nat(), (paidFor, field, from, length) => {
				const start = from % paidFor.length;
				const secret = paidFor.slice(start, start + 1 + (length % paidFor.length));
				const card = { orderId: '7', cards: [{ [field]: paidFor }], [field]: { deep: [paidFor] } };
				expect(scrubbed(card, [secret, paidFor], mayBeCode)).toEqual({ ...card, orderId: expect.anything() as string });
			}),
		);
	});
});

describe('a text of a supplier', () => {
	it.each([
		['Your code is AAAA-BBBB-CCC1.', 'Your code is ••••.'],
		['card 6006491234567890 is used', 'card •••• is used'],
		['card 6006 4912 3456 7890 is used', 'card •••• is used'],
		['card 6006 4912 3456 7890 123 is used', 'card •••• is used'],
		['pay at https://claim.example/z8Kk?pin=1 now', 'pay at •••• now'],
		['see https://www.example.com/terms-of-use/ first', 'see https://www.example.com/terms-of-use/ first'],
		['code a1b2c3d4e5', 'code ••••'],
		['Order #70031 of 2026-11-24T06:00:00Z', 'Order #70031 of 2026-11-24T06:00:00Z'],
		['costs 1234.50 USD, 23 left', 'costs 1234.50 USD, 23 left'],
		['type newEcodeB2B, PDF417 or Code128', 'type newEcodeB2B, PDF417 or Code128'],
		['ünïcode６００６４９１２', '••••'],
	])('%j is shown as %j', (text, shown) => {
		expect(withoutCodes(text)).toBe(shown);
	});

	it('begins no tag, also where a part of it is escaped already', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				expect(quoteSupplier(text)).not.toMatch(/[<>"]/);
				expect(withoutTags(`${quoteSupplier(text)}${text}`)).not.toMatch(/[<>]/);
				expect(withoutTags(quoteSupplier(text))).toBe(quoteSupplier(text));
			}),
		);
	});
});

describe('a field that may be a code', () => {
	const mayHold = (value: string, secret: string) => scrubbed({ otherFields: { hello: value } }, [secret], mayBeCode);

	it.each(['sim-password-5d81', 'correct horse battery', 'aK9-x2mQ-77bz-1'])(
		'loses the long secret %j to the letter',
		(secret) => {
			for (const value of [secret, `hello ${secret}!`, `${secret}${secret}`])
				expect(JSON.stringify(mayHold(value, secret))).not.toContain(secret);
		},
	);

	it.each(['00000000', '123456789012345', 'short-pw', 'aaaaaaaaaaaa'])(
		'is never damaged by the secret %j',
		(secret) => {
			expect(mayHold(`6006 ${secret} 42`, secret)).toEqual({ otherFields: { hello: `6006 ${secret} 42` } });
		},
	);
});
