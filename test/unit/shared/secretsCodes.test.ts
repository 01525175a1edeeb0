import { generateKeyPairSync } from 'node:crypto';

import { compactDecrypt } from 'jose';

import type { JsonObject } from '../../../nodes/shared/model/json';
import { ProblemError } from '../../../nodes/shared/model/problem';
import type { CodesChoice } from '../../../nodes/shared/panel/codesFields';
import { codesFields, parseCodes } from '../../../nodes/shared/panel/codesFields';
import type { ItemParameters } from '../../../nodes/shared/panel/itemParameters';
import type { CardWithExtras } from '../../../nodes/shared/secrets/codes';
import { encryptedCodes, maskedCodes, plainCodes } from '../../../nodes/shared/secrets/codes';
import { fingerprint } from '../../../nodes/shared/secrets/fingerprint';
import { parsePublicKey } from '../../../nodes/shared/secrets/publicKey';
import { shown } from '../../../nodes/shared/secrets/shown';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const recipient = parsePublicKey(publicPem);
const fingerprintKey = 'a key of the till, 24 hex';

const opened = async (sealed: unknown): Promise<string> =>
	new TextDecoder().decode((await compactDecrypt(String(sealed), pair.privateKey)).plaintext);

const card: CardWithExtras = {
	cardId: '77',
	brand: 'Acme',
	faceValue: 25,
	isFulfilled: true,
	number: '6006491234567890',
	pin: '0042',
	barcode: 'BAR-6006491234567890',
	redemptionUrl: 'https://claim.example.com/s3cret',
	challengeAnswer: 'ABC123',
	otherFields: { accessNumber: '9988' },
	metadata: { Wallet: 'w-1' },
};
const secrets = ['64912', '0042', 'BAR-', 's3cret', 'ABC123', '9988', 'w-1'];
const open = { cardId: '77', brand: 'Acme', faceValue: 25, isFulfilled: true, number: '••••7890' };

describe('a card', () => {
	it('comes out as it is when codes are plain', () => {
		expect(plainCodes.card(card)).toEqual(card);
	});

	it('comes out with the last four characters of its number when codes are masked', () => {
		expect(maskedCodes().card(card)).toEqual(open);
	});

	it('comes out with everything secret in one sealed text when codes are encrypted', async () => {
		const { sealedCodes, ...rest } = encryptedCodes(recipient).card(card);

		expect(rest).toEqual(open);
		const { cardId, brand, faceValue, isFulfilled, ...all } = card;
		expect([cardId, brand, faceValue, isFulfilled]).toEqual(Object.values(open).slice(0, 4));
		expect(JSON.parse(await opened(sealedCodes))).toEqual(all);
	});

	it('tells with its fingerprint that it is the same card, and nothing else', () => {
		const { fingerprint, ...rest } = maskedCodes({ fingerprintKey }).card(card);

		expect(rest).toEqual(open);
		expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
		expect(encryptedCodes(recipient, { fingerprintKey }).card({ ...card, pin: 'x' }).fingerprint).toBe(fingerprint);
		expect(maskedCodes({ fingerprintKey }).card({ ...card, number: '6006491234567891' }).fingerprint).not.toBe(
			fingerprint,
		);
	});

	it('without anything secret has nothing sealed and no fingerprint', () => {
		const bare = { cardId: '78', isFulfilled: false, pin: '' };
		expect(encryptedCodes(recipient, { fingerprintKey }).card(bare)).toEqual({ cardId: '78', isFulfilled: false });
	});

	it('whose number the supplier has masked keeps it, and is not sealed as if it were a code', () => {
		const masked = { cardId: '78', number: '••••7890' };
		expect(encryptedCodes(recipient, { fingerprintKey }).card(masked)).toEqual(masked);
		expect(maskedCodes({ fingerprintKey }).card(masked)).toEqual(masked);
		expect(maskedCodes({ fingerprintKey }).card({ number: 'XXXXXXXX7890' })).toEqual({ number: '••••7890' });
	});

	it('whose code only begins as if it were masked is masked all the same', () => {
		expect(maskedCodes().card({ number: '••••6006491234567890' })).toEqual({ number: '••••7890' });
		expect(maskedCodes().card({ number: '**1234' })).toEqual({ number: '••••' });
	});

	it('that is a link has the fingerprint of the link', () => {
		const link = (redemptionUrl: string) => maskedCodes({ fingerprintKey }).card({ redemptionUrl }).fingerprint;
		expect(link('https://c.example/aB')).toMatch(/^[0-9a-f]{16}$/);
		expect(link('https://c.example/aB')).not.toBe(link('https://c.example/ab'));
	});
});

describe('a fingerprint', () => {
	it('is the same however a code is written', () => {
		const written = ['6006 4912 AB', '60064912ab', '6006-4912-AB ', '6006–4912–ab'];
		expect(new Set(written.map((code) => fingerprint(code, fingerprintKey))).size).toBe(1);
	});

	it('is another one with another key, and for a link that reads like a code', () => {
		const one = fingerprint('12345678', fingerprintKey);
		expect(fingerprint('12345678', `${fingerprintKey}!`)).not.toBe(one);
		expect(fingerprint('12345678', fingerprintKey, 'link')).not.toBe(one);
	});
});

describe("a supplier's own body", () => {
	const keys = shown({
		id: 'id',
		merchant: { name: 'text', barcode: { format: 'id' } },
		codes: { currency: 'text' },
		lines: { claimData: { Id: 'id' } },
		extra: { label: 'text' },
	});
	const body: JsonObject = {
		id: 77,
		merchant: { name: 'Acme', barcode: { format: 'CODE128', contents: '6006491234567890' } },
		codes: [{ code: 'AAAA-1111', currency: null, metadata: [{ Pin: '0042' }] }],
		Lines: [{ ClaimData: [{ Id: 'C1', ClaimLink: 'https://claim.example.com/s3cret', isUsed: false }] }],
		extra: [
			{ Label: 'PIN', Value: 9988 },
			{ Label: 'Colour', Value: 'blue' },
		],
		pin: '',
	};
	const hidden = /6006|AAAA|0042|s3cret|9988/;

	it('comes out as it is when codes are plain', () => {
		expect(plainCodes.body(body, keys)).toEqual(body);
	});

	it('has nothing left that could be spent when codes are masked', () => {
		const masked = maskedCodes().body(body, keys);

		expect(JSON.stringify(masked)).not.toMatch(hidden);
		expect(masked).toMatchObject({
			id: 77,
			merchant: { name: 'Acme', barcode: { format: 'CODE128', contents: '••••' } },
			codes: [{ code: '••••', currency: null, metadata: [{ Pin: '••••' }] }],
			Lines: [{ ClaimData: [{ Id: 'C1', ClaimLink: '••••', isUsed: false }] }],
			extra: [
				{ Label: 'PIN', Value: '••••' },
				{ Label: 'Colour', Value: '••••' },
			],
			pin: '',
		});
	});

	it('hides no less when codes are encrypted, and each of them can be opened', async () => {
		const handled = encryptedCodes(recipient).body(body, keys);
		const masked = maskedCodes().body(body, keys);

		expect(JSON.stringify(handled)).not.toMatch(hidden);
		const sealed: string[] = [];
		const unsealed: unknown = JSON.parse(
			JSON.stringify(handled, (_key, value: unknown) => {
				if (typeof value !== 'string' || !value.startsWith('eyJ')) return value;
				sealed.push(value);
				return '••••';
			}),
		);
		expect(unsealed).toEqual(masked);
		expect(await Promise.all(sealed.map(opened))).toEqual([
			'6006491234567890',
			'AAAA-1111',
			'0042',
			'https://claim.example.com/s3cret',
			'9988',
			'blue',
		]);
	});

	it('of which everything is secret keeps only its shape', async () => {
		const value = [{ Pin: '0042', used: false }, 'AAAA', null];
		expect(plainCodes.value(value)).toEqual(value);
		expect(maskedCodes().value(value)).toEqual([{ Pin: '••••', used: false }, '••••', null]);
		const [, sealed] = encryptedCodes(recipient).value(value) as string[];
		expect(await opened(sealed)).toBe('AAAA');
	});

	it.each(secrets)('and a card never show %s when they should not', (secret) => {
		const all = JSON.stringify([
			maskedCodes({ fingerprintKey }).card(card),
			encryptedCodes(recipient, { fingerprintKey }).card(card),
		]);
		expect(all).not.toContain(secret);
	});
});

describe("what the panel's 'Codes' asks for", () => {
	const all: CodesChoice = { offered: ['plain', 'masked', 'encrypted'], default: 'masked' };
	const itemWith = (values: Record<string, unknown>) =>
		({ value: (name: string) => values[name] }) as unknown as ItemParameters;
	const as = (values: Record<string, unknown>, credential: object = {}, choice = all) =>
		parseCodes(itemWith(values), credential, choice).as;
	const refusal = (values: Record<string, unknown>, credential: object = {}, choice = all) => {
		try {
			as(values, credential, choice);
		} catch (cause) {
			if (cause instanceof ProblemError) return `${cause.problem.whatHappened} ${cause.problem.whatToDo}`;
		}
		return 'nothing was refused';
	};

	it('is done, and the default where a workflow was saved before there was a choice', () => {
		expect(as({ codes: 'plain' })).toBe('plain');
		expect(as({})).toBe('masked');
		expect(as({}, {}, { ...all, default: 'plain' })).toBe('plain');
	});

	it("is done with the node's key, else with the one of the credential", async () => {
		const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' });
		const sealedWith = (values: Record<string, unknown>, credential: object) =>
			parseCodes(itemWith({ codes: 'encrypted', ...values }), credential, all).card(card).sealedCodes;

		expect(await opened(sealedWith({ publicKey: publicPem }, { publicKey: other }))).toContain('0042');
		expect(await opened(sealedWith({ publicKey: ' ' }, { publicKey: publicPem }))).toContain('0042');
		expect(await opened(sealedWith({ publicKey: pair.publicKey.export({ format: 'jwk' }) }, {}))).toContain('0042');
	});

	it('is refused without a key, saying where to put one', () => {
		expect(refusal({ codes: 'encrypted' })).toMatch(/no key to encrypt to.+'Public Key' of the credential/);
	});

	it('is refused when the operation does not offer it, since it could lose codes', () => {
		const choice: CodesChoice = { offered: ['plain', 'encrypted'], default: 'plain' };
		expect(refusal({ codes: 'masked' }, {}, choice)).toBe(
			"'Codes' is not one of its choices. Choose 'Plain' or 'Encrypted' in 'Codes'.",
		);
		expect(refusal({ codes: 7 })).toContain("'Codes' is not one of its choices");
	});

	it('is refused with a key that is none', () => {
		expect(refusal({ codes: 'encrypted', publicKey: 7 })).toContain("'Public Key' is not a key");
		expect(refusal({ codes: 'encrypted' }, { publicKey: 'hello' })).toContain("'Public Key' is not a key");
	});

	it('is refused with a fingerprint key so short that codes could be guessed', () => {
		expect(refusal({ codes: 'masked' }, { fingerprintKey: 'short' })).toContain("'Fingerprint Key'");
		expect(as({ codes: 'plain' }, { fingerprintKey: 'short' })).toBe('plain');
	});

	it('offers in the panel no more than what is offered', () => {
		const [codes, ...others] = codesFields({ offered: ['plain', 'encrypted'], default: 'plain' });
		expect(codes).toMatchObject({ name: 'codes', default: 'plain' });
		expect(codes!.options!.map((option) => option.name)).toEqual(['Encrypted', 'Plain']);
		expect(others.map(({ name }) => name)).toEqual(['plainCodesNotice', 'publicKey']);
		expect(codesFields({ offered: ['masked'], default: 'masked' })).toHaveLength(1);
	});
});
