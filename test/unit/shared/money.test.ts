import fc from 'fast-check';

import {
	addCents,
	formatMoney,
	isWholeCents,
	lessPercent,
	toCents,
	timesCents,
	toAmount,
	toMajor,
} from '../../../nodes/shared/model/money';

const cents = (value: unknown) => toCents(value);

describe('money', () => {
	it('reads amounts the way the three suppliers send them', () => {
		expect(cents(25)).toBe(2500);
		expect(cents('46.06')).toBe(4606);
		expect(cents('9.8')).toBe(980);
		expect(cents(15250.0)).toBe(1_525_000);
		expect(cents('-91.50')).toBe(-9150);
	});

	it('rounds what has more than two decimals half up', () => {
		expect(cents('45.745')).toBe(4575);
		expect(cents(1.005)).toBe(101);
		expect(cents('0.004')).toBe(0);
	});

	it.each([undefined, null, '', ' ', '12,50', 'abc', Number.NaN, Infinity, 1e30, true, {}, '1e3', '0x10'])(
		'takes %p for no amount at all',
		(value) => {
			expect(toCents(value)).toBeUndefined();
			expect(toAmount(value)).toBeUndefined();
		},
	);

	it.each([
		[25, 25],
		['46.06', 46.06],
		['45.745', 45.75],
		['-91.50', -91.5],
	])('outputs %p as %p', (sent, output) => {
		expect(toAmount(sent)).toBe(output);
	});

	it('lets a person type no more than two decimals', () => {
		expect(isWholeCents(25.5)).toBe(true);
		expect(isWholeCents('25.500')).toBe(true);
		expect(isWholeCents(25.505)).toBe(false);
	});

	it('comes back unchanged from cents for every amount up to a hundred million', () => {
		fc.assert(
			fc.property(fc.integer({ min: -1e10, max: 1e10 }), (amount) => {
				expect(toCents(toMajor(amount as never))).toBe(amount);
				expect(toCents(formatMoney(amount as never))).toBe(amount);
			}),
		);
	});

	it('computes costs in whole cents', () => {
		const faceValue = toCents(50)!;
		expect(lessPercent(faceValue, 8.5)).toBe(4575);
		expect(lessPercent(toCents('0.29')!, 50)).toBe(15);
		expect(timesCents(toCents('0.1')!, 3)).toBe(30);
		expect(addCents(toCents('0.1')!, toCents('0.2')!)).toBe(30);
		expect(formatMoney(toCents(23.5)!, 'USD')).toBe('23.50 USD');
	});
});
