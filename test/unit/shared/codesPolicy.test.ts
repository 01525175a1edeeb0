/* The credential says in which forms codes may be output, and to which key: a workflow can't loosen it. */
import { createHash, generateKeyPairSync } from 'node:crypto';

import { parseCodesPolicy } from '../../../nodes/shared/credential/codesPolicy';
import type { CodesChoice } from '../../../nodes/shared/panel/codesFields';
import { ALL_CODES, parseCodes } from '../../../nodes/shared/panel/codesFields';
import type { ProblemError } from '../../../nodes/shared/model/problem';
import type { CodesAs } from '../../../nodes/shared/secrets/codes';

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
const pemOf = (key: ReturnType<typeof newKey>) => key.export({ type: 'spki', format: 'pem' }).toString();
const [ours, theirs] = [newKey(), newKey()];
const jwk = { ...ours.export({ format: 'jwk' }), kid: 'a name of its own' };
/** RFC 7638 3.1: SHA-256 over these members, in this order. */
const { crv, kty, x, y } = ours.export({ format: 'jwk' });
const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');

/** What comes of an item's 'Codes' and 'Public Key', as the form or the code of the problem. */
function outcome(item: Record<string, unknown>, credential: object, choice: CodesChoice = ALL_CODES): string {
	try {
		return parseCodes({ value: (name: string) => item[name] } as never, credential, choice).as;
	} catch (cause) {
		return (cause as ProblemError).problem.code;
	}
}

const FORMS: readonly CodesAs[] = ['plain', 'masked', 'encrypted'];
const subsets = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => FORMS.filter((_, index) => bits & (1 << index)));

test.each(subsets.map((allowed) => [allowed]))('of the forms, only %j are output', (allowedCodes) => {
	for (const codes of FORMS) {
		const expected = allowedCodes.includes(codes) ? codes : 'CODES_NOT_ALLOWED';
		expect(outcome({ codes, publicKey: pemOf(ours) }, { allowedCodes })).toBe(expected);
	}
	// The default of an operation is a choice like any other.
	expect(outcome({}, { allowedCodes })).toBe(allowedCodes.includes('plain') ? 'plain' : 'CODES_NOT_ALLOWED');
});

test('credentials saved before allow every form and key', () => {
	for (const codes of FORMS) {
		expect(outcome({ codes, publicKey: pemOf(theirs) }, {})).toBe(codes);
		expect(outcome({ codes, publicKey: pemOf(theirs) }, { allowedCodes: null, allowedPublicKey: '' })).toBe(codes);
	}
});

test.each(['', 'plain', 'all', true, 1, {}, ['plain', 'everything'], [['plain']], [null]])(
	'forms that can not be read (%j) are not taken for all of them',
	(allowedCodes) => {
		for (const codes of FORMS) {
			expect(outcome({ codes, publicKey: pemOf(ours) }, { allowedCodes })).toBe('BAD_CREDENTIAL');
		}
	},
);

describe.each<[string, unknown]>([
	['in PEM form', pemOf(ours)],
	['as a JWK', JSON.stringify(jwk)],
	['as an object', jwk],
	['by its thumbprint', thumbprint],
	['by its thumbprint, with spaces', ` ${thumbprint}\n`],
])('an allowed key %s', (_how, allowedPublicKey) => {
	test.each<[string, object, object, string]>([
		['itself in the node', { publicKey: pemOf(ours) }, {}, 'encrypted'],
		['itself as an object', { publicKey: jwk }, {}, 'encrypted'],
		['itself in the credential', {}, { publicKey: pemOf(ours) }, 'encrypted'],
		['another in the node', { publicKey: pemOf(theirs) }, {}, 'CODES_NOT_ALLOWED'],
		[
			'another in the node, whatever the credential has',
			{ publicKey: pemOf(theirs) },
			{ publicKey: pemOf(ours) },
			'CODES_NOT_ALLOWED',
		],
		[
			'another with the name of the allowed one',
			{ publicKey: { ...theirs.export({ format: 'jwk' }), kid: thumbprint } },
			{},
			'CODES_NOT_ALLOWED',
		],
		['another in the credential', {}, { publicKey: pemOf(theirs) }, 'CODES_NOT_ALLOWED'],
	])('%s', (_what, item, credential, expected) => {
		expect(outcome({ codes: 'encrypted', ...item }, { ...credential, allowedPublicKey })).toBe(expected);
	});

	test('says nothing about forms that need no key', () => {
		expect(outcome({ codes: 'masked' }, { allowedPublicKey })).toBe('masked');
	});
});

test('where the credential holds the allowed key whole, no other field needs it', () => {
	expect(outcome({ codes: 'encrypted' }, { allowedPublicKey: pemOf(ours) })).toBe('encrypted');
	expect(outcome({ codes: 'encrypted' }, { allowedPublicKey: thumbprint })).toBe('BAD_INPUT');
});

test.each(['x', thumbprint.slice(1), `${thumbprint}A`, 5, true, [], {}])(
	'an allowed key that can not be read (%j) is not taken for any key',
	(allowedPublicKey) => {
		expect(outcome({ codes: 'encrypted', publicKey: pemOf(ours) }, { allowedPublicKey })).toBe('BAD_CREDENTIAL');
		expect(() => parseCodesPolicy({ allowedPublicKey })).toThrow("'Allowed Public Key' in the credential");
	},
);

test('the problem names the field of the credential, and what is allowed', () => {
	const texts = (allowedCodes: CodesAs[], choice = ALL_CODES) => {
		try {
			parseCodes({ value: () => choice.default } as never, { allowedCodes }, choice);
		} catch (cause) {
			const { whatHappened, whatToDo } = (cause as ProblemError).problem;
			return `${whatHappened} ${whatToDo}`;
		}
		return '';
	};
	expect(texts(['encrypted'])).toBe(
		"The credential does not allow codes to be output as 'Plain'. Choose 'Encrypted' in 'Codes', or ask the owner of the credential to change 'Allowed Forms of Codes' there.",
	);
	expect(texts(['masked'], { offered: ['plain', 'encrypted'], default: 'plain' })).toContain(
		"'Plain'. Ask the owner of the credential to change 'Allowed Forms of Codes' there.",
	);
});
