import { useBench } from '../../rigs/bench';
import { giftCardPartners } from '../../rigs/giftCardPartners';

const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });
const compare = (threshold: number, changes = {}) => ({
	resource: 'account',
	operation: 'getBalance',
	compareBalance: true,
	threshold,
	...changes,
});

test('a balance below the threshold leaves through the second output', async () => {
	const [plain] = (await bench.run({ resource: 'account', operation: 'getBalance' })).outputs[0]!;
	const available = plain!.json.available as number;

	const enough = await bench.run(compare(available));
	expect(enough.outputs.map((items) => items.length)).toEqual([1, 0]);
	expect(enough.outputs[0]![0]!.json).toEqual({ ...plain!.json, threshold: available, isBelowThreshold: false });

	const below = await bench.run(compare(available + 0.01, { simplify: false }));
	expect(below.outputs.map((items) => items.length)).toEqual([0, 1]);
	expect(below.outputs[1]![0]!.json).toMatchObject({ Available: available, isBelowThreshold: true });
});
