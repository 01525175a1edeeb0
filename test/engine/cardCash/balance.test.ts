import { jsonOf } from '../../rigs/bench';
import { TICKET, useCardCash } from '../../rigs/cardCash';

const bench = useCardCash();

const balance = async (parameters: Record<string, unknown> = {}) =>
	await bench.operate('account', 'getBalance', { parameters: { compareBalance: true, ...parameters } });

test('a balance above the threshold leaves through the first output, one below through the second', async () => {
	const enough = await balance({ threshold: 25_000 });
	expect(jsonOf(enough)).toEqual([
		{
			available: 25_000,
			pending: 0,
			total: 25_000,
			isActive: true,
			threshold: 25_000,
			isBelowThreshold: false,
			spentPerDay: 0,
		},
	]);
	expect(jsonOf(enough, 1)).toEqual([]);

	const below = await balance({ threshold: 25_000.01 });
	expect(jsonOf(below)).toEqual([]);
	expect(jsonOf(below, 1)).toMatchObject([{ available: 25_000, threshold: 25_000.01, isBelowThreshold: true }]);
	expect(below.outputs[1]![0]!.pairedItem).toEqual({ item: 0 });
});

test('the days left follow from what was spent of late', async () => {
	// Ten cards for 23.50 each, less 2.5 %, on the first day of the account: 229.12 or 229.13 a day.
	await bench.order([{ ...TICKET, quantity: 3 }]);
	const run = await balance({ threshold: 100 });
	const [json] = jsonOf(run);
	const { available, spentPerDay, daysLeft } = json as { available: number; spentPerDay: number; daysLeft: number };

	expect(spentPerDay).toBe(Math.round((25_000 - available) * 100) / 100);
	expect(daysLeft).toBe(Math.floor(available / spentPerDay));
});

test('without the comparison there is one output and the transactions are not read', async () => {
	const run = await balance({ compareBalance: false });

	expect(run.outputs).toHaveLength(1);
	expect(jsonOf(run)).toEqual([{ available: 25_000, pending: 0, total: 25_000, isActive: true }]);
	expect(bench.wire().some((line) => line.includes('transactions'))).toBe(false);
});

test('the raw reply is compared too', async () => {
	const run = await balance({ threshold: 30_000, simplify: false });

	expect(jsonOf(run, 1)).toMatchObject([{ availableBalance: 25_000, threshold: 30_000, isBelowThreshold: true }]);
});

test.each([0, -5, 1.234, 'much'])('a threshold of %s is refused before anything is asked', async (threshold) => {
	const run = await balance({ threshold });

	expect(run.error?.message).toContain("'Threshold'");
	expect(bench.wire()).toEqual([]);
});

test('a balance that can not be read does not leave as enough', async () => {
	bench.supplier.addFault({ method: 'GET', fault: { kind: 'html' } });
	const run = await bench.operate('account', 'getBalance', {
		parameters: { compareBalance: true, threshold: 10 },
		settings: { onError: 'continueRegularOutput' },
	});

	expect(jsonOf(run)).toEqual([]);
	expect(run.outputs[1]).toHaveLength(1);
});
