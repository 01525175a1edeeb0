/* What a credential says of its account. Journals and previews have its names: they never change. */
import { parseCredential as parseCardCash } from '../../../nodes/CardCash/client/credential';
import { parseCredential as parseCardPlusPay } from '../../../nodes/CardPlusPay/client/credential';
import { parseCredential as parseGiftCardPartners } from '../../../nodes/GiftCardPartners/client/credential';
import type { Account, AccountSecret } from '../../../nodes/shared/credential/account';
import { accountOf } from '../../../nodes/shared/credential/account';
import { ProblemError } from '../../../nodes/shared/model/problem';

const EMAIL = 'Ops@Example.com';
const BASE_URL = 'https://api.example.com/v1';

test.each<[string, Account, { name: string; previewKey: string }]>([
	[
		'CardCash',
		parseCardCash({ environment: 'sandbox', appId: 'app-1', email: EMAIL, password: 'pass-word' }),
		{
			name: '00eb14467b68f50667c600b9',
			previewKey: 'd3aab37ece5a0ec5ec2ceadd4484e67a2f412b43951113e2810f70db9b232894',
		},
	],
	[
		'CardPlusPay',
		parseCardPlusPay({ baseUrl: 'https://api.cardpluspay.com/v1/', apiKey: 'key-1' }),
		{ name: '77eb1b77559e051552078dbb', previewKey: '62618d70541a4685312f60d3' },
	],
	[
		'Gift Card Partners',
		parseGiftCardPartners({
			baseUrl: 'https://api.giftcardpartners.example/v1',
			email: EMAIL,
			accessToken: 'token-1',
		}),
		{ name: '566b298cc8aecc057c562f09', previewKey: 'c1e7d06a0ec9ba870d1fa64d' },
	],
])("%s's journal and previews are found again", (_supplier, account, { name, previewKey }) => {
	expect({ name: account.name, previewKey: account.derivePreviewKey() }).toEqual({ name, previewKey });
});

describe.each<[string, (secret: string) => AccountSecret]>([
	['a key', (key) => ({ key })],
	['a password', (password) => ({ password })],
])('an account with %s', (_kind, secretOf) => {
	const account = (secret: string, email?: string) =>
		accountOf({}, { baseUrl: BASE_URL, email, secret: secretOf(secret) });

	test('keeps its journal when the secret is replaced, and signs previews with another key', () => {
		expect(account('new').name).toBe(account('old').name);
		expect(account('new', EMAIL).name).toBe(account('old', EMAIL).name);
		expect(account('new').derivePreviewKey()).not.toBe(account('old').derivePreviewKey());
		expect(account('old').derivePreviewKey()).toBe(account('old').derivePreviewKey());
	});

	test('is recognized by its email, else by its secret: its purchases wait for each other', () => {
		expect(account('new', EMAIL).lockKey).toBe(account('old', EMAIL.toLowerCase()).lockKey);
		expect(account('old', 'another@example.com').lockKey).not.toBe(account('old', EMAIL).lockKey);
		expect(account('same').lockKey).toBe(account('same').lockKey);
		expect(account('new').lockKey).not.toBe(account('old').lockKey);
	});

	test('reveals no secret in what is kept of it', () => {
		const { name, lockKey, derivePreviewKey } = account('very-secret', EMAIL);
		expect(JSON.stringify([name, lockKey, derivePreviewKey()])).not.toMatch(/very-secret|ops@/i);
	});
});

test('a limit that is unreadable stops what buys and nothing else', () => {
	const account = accountOf({ maxPerDay: 'a lot' }, { baseUrl: BASE_URL, secret: { key: 'key-1' } });
	expect(() => ({ ...account })).not.toThrow();
	expect(() => account.parseLimits()).toThrow(ProblemError);
});
