/*
 * The model, explored within small bounds; MODEL_BOUNDS=full takes the large ones. It must find what is broken when a
 * safeguard is taken out, or its silence would mean nothing.
 */
import { addFigures } from '../../prove/figures';
import { exploreModel, REMEDIED, type Remedy, type Safeguard, SAFEGUARDS, TODAY, without } from '../../model';

type Numbers = [workers: number, faults: number, retries: number, references: number];

const explore = (
	[workers, faults, retries, references]: Numbers,
	more: Pick<Parameters<typeof exploreModel>[0], 'key' | 'design' | 'grain' | 'isFirstEnough'>,
) => exploreModel({ workers, faults, retries, references, grain: 'work', ...more });

const LIST = { key: false };
const KEY = { key: true };
const isFull = process.env.MODEL_BOUNDS === 'full';

describe('with every remedy nothing is broken', () => {
	const small: Array<[Numbers, { key: boolean }]> = [
		[[1, 2, 1, 1], LIST],
		[[2, 1, 0, 1], LIST],
		[[1, 1, 1, 2], LIST],
		[[1, 2, 1, 1], KEY],
		[[2, 1, 0, 1], KEY],
	];
	const large: Array<[Numbers, { key: boolean }]> = [
		[[2, 1, 1, 1], LIST],
		[[2, 2, 0, 1], LIST],
		[[2, 1, 0, 2], LIST],
		[[1, 3, 3, 1], LIST],
		[[1, 2, 2, 2], LIST],
		[[2, 2, 1, 1], LIST],
		[[2, 1, 1, 1], KEY],
		[[2, 2, 0, 1], KEY],
		[[1, 3, 3, 1], KEY],
	];

	it.each(isFull ? [...small, ...large] : small)('%j %j', (bounds, supplier) => {
		const { violations, isComplete, states } = explore(bounds, { ...supplier, design: REMEDIED });
		process.stdout.write(`${bounds.join()} ${JSON.stringify(supplier)}: ${states} states\n`);
		addFigures('model', { bounds, ...supplier, states, violations: violations.length });
		expect({ isComplete, violations: violations.map(({ message }) => message) }).toEqual({
			isComplete: true,
			violations: [],
		});
	});
});

describe('what is broken today, until a remedy is built', () => {
	it.each<[string, { key: boolean }, Numbers, string[]]>([
		['a supplier without a key', LIST, [2, 1, 1, 1], ['reference 0 is rejected (NO_JOURNAL), though it is booked']],
		[
			'two references with one cart',
			LIST,
			[1, 2, 1, 2],
			[
				'reference 0 is confirmed with an order that is that of reference 1',
				'reference 0 is rejected (NO_JOURNAL), though it is booked',
				'reference 1 is confirmed with an order that is that of reference 0',
				'reference 1 is rejected (NO_JOURNAL), though it is booked',
			],
		],
		[
			'a process that ends while it looks',
			LIST,
			[1, 2, 2, 1],
			['reference 0 is rejected (NO_JOURNAL), though it is booked'],
		],
		['a supplier with a key', KEY, [2, 1, 1, 1], ['reference 0 is rejected (NO_JOURNAL), though it is booked']],
	])('%s', (_, supplier, bounds, expected) => {
		const { violations } = explore(bounds, { ...supplier, design: TODAY });
		expect(violations.map(({ message }) => message).sort()).toEqual(expected);
	});
});

describe('taking a part out is noticed', () => {
	interface Case {
		part: Safeguard | Remedy;
		bounds: Numbers;
		key?: true;
		grain?: 'call';
		/** A remedy that would hide it. */
		alsoWithout?: Remedy;
	}
	const cases: Case[] = [
		{ part: 'one process at a time writes the journal', bounds: [2, 0, 0, 1] },
		{ part: 'a live process keeps its lock', bounds: [2, 0, 0, 1] },
		{ part: 'nothing is sent without a journal', bounds: [2, 1, 0, 1] },
		{ part: 'the intent is written before sending', bounds: [1, 1, 1, 1] },
		{ part: 'an intent that is there is respected', bounds: [2, 0, 0, 1] },
		{ part: 'a look does not lose an intent', bounds: [1, 1, 2, 1], grain: 'call' },
		{ part: 'a look does not make a claim', bounds: [1, 2, 1, 2] },
		{ part: 'an order in doubt is not sent again', bounds: [1, 1, 1, 1] },
		{ part: 'a lost reply is unknown', bounds: [1, 1, 1, 1] },
		{ part: 'a doubtful refusal is looked up before it is believed', bounds: [1, 1, 1, 1] },
		{
			part: 'a refusal that was believed is looked up again',
			bounds: [2, 1, 1, 1],
			alsoWithout: 'a refusal that an execution remembers is asked of the journal',
		},
		{
			part: 'an order that anyone has claimed is not adopted',
			bounds: [1, 1, 2, 2],
			alsoWithout: 'rivals are noted before sending',
		},
		{
			part: 'two in doubt with one cart are rivals',
			bounds: [1, 2, 1, 2],
		},
		{ part: 'a refusal after doubt is unknown', bounds: [1, 2, 2, 1], key: true },
		{ part: 'the key stays the same', bounds: [1, 1, 1, 1], key: true },
		{ part: 'a look does not make a refusal', bounds: [1, 2, 2, 1] },
		{ part: 'a look does not hide an order', bounds: [2, 2, 0, 1] },
		{ part: 'a reference that was refused is freed and reserved in one step', bounds: [2, 1, 1, 1] },
		{ part: 'a reference that is done is not refused', bounds: [1, 3, 2, 1] },
		{ part: 'a reference that was freed meanwhile is reserved again', bounds: [2, 1, 1, 1], key: true },
		{ part: 'a journal that is away makes an earlier order unknown', bounds: [1, 1, 1, 1] },
		{ part: 'rivals are noted before sending', bounds: [2, 1, 0, 2] },
	];

	/** Half a minute each. */
	const longCases: Case[] = [
		{ part: 'a refusal that an execution remembers is asked of the journal', bounds: [2, 2, 1, 1] },
	];

	it.each(isFull ? [...cases, ...longCases] : cases)('$part', ({ part, bounds, alsoWithout, key = false, ...more }) => {
		const base = alsoWithout ? without(REMEDIED, alsoWithout) : REMEDIED;
		const { violations, states } = explore(bounds, { ...more, key, design: without(base, part), isFirstEnough: true });
		process.stdout.write(`${part}: ${states} states, ${violations[0]?.message}\n`);
		expect(violations).not.toEqual([]);
		if (alsoWithout) expect(explore(bounds, { ...more, key, design: base }).violations).toEqual([]);
	});

	it('and no safeguard is forgotten', () => {
		const tried = new Set(cases.map(({ part }) => part));
		expect(SAFEGUARDS.filter((safeguard) => !tried.has(safeguard))).toEqual([]);
	});
});
