import fc from 'fast-check';

import {
	parseEntries,
	parseAmount,
	parseOptionalText,
	parseText,
	parseWholeNumber,
} from '../../../nodes/shared/panel/itemParameters';
import { Sessions } from '../../../nodes/shared/http/sessions';
import { toCents } from '../../../nodes/shared/model/money';
import type { CartLine } from '../../../nodes/shared/purchase/cart';
import { cartFingerprint, hasSameGoods } from '../../../nodes/shared/purchase/cart';
import { runExclusive } from '../../../nodes/shared/n8n/keyedMutex';
import { maskBody, maskCode } from '../../../nodes/shared/secrets/mask';
import { quoteSupplier } from '../../../nodes/shared/secrets/scrub';
import { shown } from '../../../nodes/shared/secrets/shown';

const line = (product: string, faceValue: number, quantity: number, terms?: string): CartLine => ({
	product,
	faceValue: toCents(faceValue)!,
	quantity,
	terms,
});

describe('a cart', () => {
	it('is the same cart however its lines are ordered or split', () => {
		const one = [line('412', 25, 3), line('413', 10, 1)];
		const other = [line('413', 10, 1), line('412', 25, 1), line('412', 25, 2)];
		expect(cartFingerprint(one)).toBe(cartFingerprint(other));
	});

	it('is another cart when a product, an amount, a quantity or a term differs', () => {
		const cart = [line('412', 25, 1, 'ecode')];
		for (const other of [
			line('413', 25, 1, 'ecode'),
			line('412', 26, 1, 'ecode'),
			line('412', 25, 2, 'ecode'),
			line('412', 25, 1, 'physical'),
		]) {
			expect(cartFingerprint([other])).not.toBe(cartFingerprint(cart));
		}
		expect(hasSameGoods([line('412', 25, 1, 'physical')], cart)).toBe(true);
		expect(hasSameGoods([line('412', 25, 2, 'ecode')], cart)).toBe(false);
	});

	it('never takes two different carts for the same', () => {
		const lines = fc.array(
			fc.record({ product: fc.string(), faceValue: fc.nat(9), quantity: fc.integer({ min: 1, max: 3 }) }),
			{
				minLength: 1,
				maxLength: 3,
			},
		);
		const goods = (cart: Array<{ product: string; faceValue: number; quantity: number }>) => {
			const sums = new Map<string, number>();
			for (const { product, faceValue, quantity } of cart) {
				const key = JSON.stringify([product, faceValue]);
				sums.set(key, (sums.get(key) ?? 0) + quantity);
			}
			return JSON.stringify([...sums].sort());
		};
		fc.assert(
			fc.property(lines, lines, (one, other) => {
				expect(cartFingerprint(one as CartLine[]) === cartFingerprint(other as CartLine[])).toBe(
					goods(one) === goods(other),
				);
			}),
		);
	});
});

describe('parameters from expressions', () => {
	it('take digits as text, since spreadsheets give them so', () => {
		expect(parseWholeNumber('3', 'Quantity', 1, 100)).toBe(3);
		expect(parseAmount('25.50', 'Face Value')).toBe(2550);
		expect(parseText(70031, 'Order ID')).toBe('70031');
	});

	it.each([0, -1, 1.5, 101, '2.5', '', undefined, null, true, [1], { n: 1 }, Number.NaN, '1e1'])(
		'refuse %p as a quantity and name the parameter',
		(value) => {
			expect(() => parseWholeNumber(value, 'Quantity', 1, 100)).toThrow(/'Quantity' is /);
		},
	);

	it.each([0, -5, 25.505, 'abc', '25,50', undefined, {}, Infinity])('refuse %p as an amount', (value) => {
		expect(() => parseAmount(value, 'Face Value')).toThrow(/'Face Value' is /);
	});

	it('refuse an id that has lost digits on its way', () => {
		expect(() => parseOptionalText(2 ** 60, 'Card ID')).toThrow(/too long to be exact/);
		expect(() => parseText({ id: 1 }, 'Card ID')).toThrow("'Card ID' is an object, not text");
		expect(() => parseText('  ', 'Card ID')).toThrow("'Card ID' is empty");
	});

	it('take a whole list as a collection, as JSON and as text', () => {
		const cards = [{ merchantId: 412 }];
		expect(parseEntries({ card: cards }, 'card', 'Cards')).toEqual(cards);
		expect(parseEntries(cards, 'card', 'Cards')).toEqual(cards);
		expect(parseEntries(JSON.stringify(cards), 'card', 'Cards')).toEqual(cards);
		expect(() => parseEntries([], 'card', 'Cards')).toThrow("'Cards' is empty");
		expect(() => parseEntries({}, 'card', 'Cards')).toThrow("'Cards' is empty");
		expect(() => parseEntries('not json', 'card', 'Cards')).toThrow("'Cards' is text that is not JSON");
		expect(() => parseEntries([1, 2], 'card', 'Cards')).toThrow("'Cards' is not a list");
	});
});

describe('turns', () => {
	it('let tasks of one key wait for each other, also after one of them threw, and others go on', async () => {
		const order: string[] = [];
		let release = () => {};
		const gate = new Promise<void>((open) => (release = open));
		const first = runExclusive('account', async () => {
			await gate;
			order.push('first');
			throw new Error('first');
		});
		const second = runExclusive('account', async () => order.push('second'));
		await runExclusive('other account', async () => order.push('other'));
		release();
		await expect(first).rejects.toThrow('first');
		await second;
		expect(order).toEqual(['other', 'first', 'second']);
	});
});

describe('sessions', () => {
	it('log in once for everyone who asks at the same time, and again when the session is of no use any more', async () => {
		const sessions = new Sessions<{ id: number; isDead?: boolean }>();
		let logins = 0;
		const logIn = async () => await Promise.resolve({ id: ++logins });
		const obtain = async () => await sessions.obtain('a', ({ isDead }) => !isDead, logIn);
		const [one, ...others] = await Promise.all([obtain(), obtain(), obtain()]);
		expect(logins).toBe(1);
		expect(others.every((session) => session === one)).toBe(true);
		Object.assign(one, { isDead: true });
		const renewed = await Promise.all([obtain(), obtain()]);
		expect(logins).toBe(2);
		expect(renewed[0]).toBe(renewed[1]);
	});

	it('refuse everyone who waited for a login that is refused, with one login', async () => {
		const sessions = new Sessions<string>();
		let logins = 0;
		const refused = async () => {
			logins += 1;
			await Promise.resolve();
			throw new Error('refused');
		};
		const asked = [1, 2, 3].map(async () => await sessions.obtain('a', () => true, refused));
		for (const one of await Promise.allSettled(asked)) expect(one.status).toBe('rejected');
		expect(logins).toBe(1);
	});

	it('do not keep a login that was refused', async () => {
		const sessions = new Sessions<string>();
		await expect(
			sessions.obtain(
				'a',
				() => true,
				async () => await Promise.reject(new Error('refused')),
			),
		).rejects.toThrow('refused');
		expect(
			await sessions.obtain(
				'a',
				() => true,
				async () => await Promise.resolve('in'),
			),
		).toBe('in');
	});
});

describe('what is shown of secrets', () => {
	it('is the last four characters of a long code and nothing of a short one', () => {
		expect(maskCode('FAKE-CC-1A2B-3C4D-5E6F')).toBe('••••5E6F');
		expect(maskCode('12345678')).toBe('••••');
	});

	it('is nothing that is not declared, however deep', () => {
		const body = {
			cards: [{ number: '6006', pin: '', more: { contents: 'x', list: [1, 'y'] }, brand: 'ACME', ok: true }],
		};
		expect(maskBody(body, shown({ cards: { brand: 'text' } }))).toEqual({
			cards: [{ number: '••••', pin: '', more: { contents: '••••', list: ['••••', '••••'] }, brand: 'ACME', ok: true }],
		});
	});

	it('is escaped, capped and without the credential where a supplier is quoted', () => {
		const quoted = quoteSupplier('<img src=x onerror=alert(1)> key sim-api-key "bad" ' + 'x'.repeat(400), [
			'sim-api-key',
		]);
		expect(quoted).not.toContain('<');
		expect(quoted).not.toContain('sim-api-key');
		expect(quoted).toContain('&lt;img');
		expect(quoted.length).toBeLessThan(300);
	});
});
