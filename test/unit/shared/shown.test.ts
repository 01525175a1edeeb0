/* What of a supplier's body comes out where codes must not: declared keys with the values they should have. */
import fc from 'fast-check';

import type { Json, JsonObject } from '../../../nodes/shared/model/json';
import { maskBody } from '../../../nodes/shared/secrets/mask';
import { shown } from '../../../nodes/shared/secrets/shown';

const declared = shown({
	id: 'id',
	price: 'amount',
	at: 'time',
	words: 'text',
	last: 'lastFour',
	image: 'picture',
	mine: 'own',
	list: ['id'],
	card: { id: 'id' },
});

describe('a value comes out under its key, and another is masked', () => {
	it.each<[key: string, shown: Json[], masked: Json[]]>([
		['id', ['9c1e-7', 'ops@example.com', '+15551234567', 7], ['two words', 'https://x/1', 'a/b', 'x'.repeat(151)]],
		['price', [23.5, '23.50', -1, 0], ['6006491234567890', 6_006_491_234_567, '1e9', 'free', '12345678901']],
		['at', ['2026-03-02T08:00:00.000Z', '2026-03-02', '12/31/2026'], ['soon', '6006491234567890', 20_260_302]],
		['last', ['1234', 42], ['12345', 6_006_491]],
		[
			'image',
			['https://cdn.example/a/b.png'],
			['https://claim.example/abc', 'https://x/a.png?pin=1', 'http://x/a.png'],
		],
		['mine', ['INV 20412041 / x'], []],
		['list', [['a', 7], []], [['two words'], [['a']], 'a']],
		['card', [{ id: 'a' }, [{ id: 'a' }]], ['a', ['a'], 7]],
		['other', [true, null, ''], ['a', 7, [7], { id: 7 }]],
	])('%s', (key, shownValues, maskedValues) => {
		for (const value of shownValues) expect(maskBody({ [key]: value }, declared)).toEqual({ [key]: value });
		for (const value of maskedValues) {
			const masked = JSON.stringify(maskBody({ [key]: value }, declared));
			expect(masked).toContain('••••');
			for (const part of JSON.stringify(value).match(/[^[\]{},:"]{3,}/g) ?? []) expect(masked).not.toContain(part);
		}
	});

	it('in any case of the key, and its structure stays', () => {
		expect(maskBody({ ID: 'a', Card: { Id: 'b', pin: 1 } }, declared)).toEqual({
			ID: 'a',
			Card: { Id: 'b', pin: '••••' },
		});
	});

	it('loses what looks like a code where it is a text', () => {
		expect(maskBody({ words: 'Your code is AAAA-BBBB-1111' }, declared)).toEqual({ words: 'Your code is ••••' });
	});
});

it('nothing comes out that is below a key that nobody has declared, whatever its shape', () => {
	const { value } = fc.letrec<{ value: Json }>((tie) => ({
		value: fc.oneof(
			{ maxDepth: 4 },
			fc.constant('SECRET'),
			fc.constant(86_420_975),
			fc.array(tie('value')),
			fc.dictionary(fc.constantFrom('id', 'price', 'words', 'list', 'card', 'SECRET-22', 'pin'), tie('value')),
		),
	}));
	const key = fc.string({ minLength: 1 }).filter((name) => !declared.keys.has(name.toLowerCase()));
	fc.assert(
		fc.property(key, value, (name, hidden) => {
			const body: JsonObject = { id: 'a', [name]: hidden, card: { id: 'b', [name]: hidden } };
			const masked = maskBody(body, declared);
			expect(JSON.stringify(masked)).not.toMatch(/SECRET|86420975/);
			expect(masked).toMatchObject({ id: 'a', card: { id: 'b' } });
		}),
	);
});
