/**
 * The promise for every schedule of few disturbances. `npm test` plays every single one and a sample of the pairs;
 * `npm run prove` plays all pairs, then all of three, and goes on where it stopped.
 */
import { openEngine } from '../engine/harness/engine';
import { startVirtualTime } from '../engine/harness/time';
import type { SupplierRig } from '../rigs/rig';
import { explore, type Findings, noFindings } from './explore';
import { readFigures, writeFigures } from './figures';

const {
	PROVE_DISTURBANCES = '2',
	PROVE_EVERY = '250',
	PROVE_UNTIL = String(Number.MAX_SAFE_INTEGER),
	PROVE_SUPPLIER,
} = process.env;

export function holdsForEverySchedule(rig: SupplierRig): void {
	const isWanted = PROVE_SUPPLIER === undefined || PROVE_SUPPLIER === rig.id;
	(isWanted ? describe : describe.skip)(`buying from ${rig.name}`, () => {
		it('buys at most once and loses nothing, whatever goes wrong at any step', async () => {
			const supplier = await rig.start();
			const engine = await openEngine(await rig.packageDirectory?.());
			const realNow = Date.now.bind(Date);
			const started = performance.now() - realNow();
			const time = startVirtualTime({ clocks: [supplier.clock] });
			const name = `schedules-${rig.id}`;
			const findings = readFigures<Findings>(name) ?? noFindings();
			try {
				await explore({ rig, engine, supplier, time }, findings, {
					disturbances: Number(PROVE_DISTURBANCES),
					every: Number(PROVE_EVERY),
					hasTime: () => performance.now() - started < Number(PROVE_UNTIL),
					save: (latest) => writeFigures(name, latest),
				});
			} finally {
				time.stop();
				await supplier.stop();
			}
			process.stdout.write(`${rig.id}: ${findings.schedules.join(' + ')} schedules\n`);
			expect(findings.broken).toEqual([]);
			expect(findings.diverged).toBe(0);
			expectEachEnd(findings);
		});
	});
}

/** A property that never buys and never doubts would hold of a node that does nothing. */
function expectEachEnd({ matrix }: Findings): void {
	const ends = Object.values(matrix).flatMap((row) => Object.keys(row));
	for (const first of ['confirmed', 'unknown', 'no output']) {
		expect(ends).toContainEqual(expect.stringMatching(new RegExp(`^${first}, then`)));
	}
}
