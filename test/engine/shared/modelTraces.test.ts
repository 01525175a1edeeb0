/* What the model of a purchase does, the compiled code does: call by call, and with the same outcomes. */
import { addFigures } from '../../prove/figures';
import { replayTraces } from '../../model/replay';

const isFull = process.env.MODEL_BOUNDS === 'full';
const SMALL = { workers: 2, faults: 1, retries: 0, references: 1 };
const BOUNDS = isFull
	? [
			SMALL,
			{ ...SMALL, retries: 1 },
			{ ...SMALL, faults: 2 },
			{ ...SMALL, references: 2 },
			{ workers: 1, faults: 3, retries: 3, references: 1 },
		]
	: [SMALL];

describe.each([
	['without a key', false],
	['with a key', true],
])('a supplier %s', (_, key) => {
	it.each(BOUNDS)('%j', async (bounds) => {
		const { divergences, traces, moves, states, violations } = await replayTraces({ ...bounds, key, grain: 'work' });
		process.stdout.write(`${states} states, ${traces} traces, ${moves} moves\n`);
		addFigures('traces', {
			bounds: Object.values(bounds),
			key,
			states,
			traces,
			moves,
			divergences: divergences.length,
		});
		expect(divergences).toEqual([]);
		expect(traces).toBeGreaterThan(30);
		// What the model finds broken, the checker finds in what the code did.
		for (const { onTheCode } of violations) expect(onTheCode).not.toEqual([]);
	});
});
