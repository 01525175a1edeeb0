/**
 * The promise as a property: for any schedule of faults, at most one order is booked per reference, and every booked
 * order is delivered or named. `npm run test:faults -- --runs 10000 --seed 7` plays more of them. Each supplier has a
 * test file of its own, for Jest to play them side by side.
 */
import fc from 'fast-check';

import { type Engine, openEngine } from '../engine/harness/engine';
import { startVirtualTime, type VirtualTime } from '../engine/harness/time';
import type { RunningSupplier, SupplierRig } from '../rigs/rig';
import { addFigures } from '../prove/figures';
import { type Evidence, play } from './play';
import { brokenPromises } from './promise';
import { schedules } from './schedule';

const RUNS = Number(process.env.FAULT_RUNS ?? 300);
const SEED = process.env.FAULT_SEED === undefined ? Date.now() & 0x7f_ff_ff_ff : Number(process.env.FAULT_SEED);
const ONLY = process.env.FAULT_SUPPLIER;

export function buyThroughFaults(rig: SupplierRig): void {
	const isWanted = ONLY === undefined || ONLY === rig.id;
	(isWanted ? describe : describe.skip)(`buying from ${rig.name}`, () => {
		let supplier: RunningSupplier;
		let engine: Engine;
		let time: VirtualTime;

		beforeAll(async () => {
			supplier = await rig.start();
			engine = await openEngine(await rig.packageDirectory?.());
			time = startVirtualTime({ clocks: [supplier.clock] });
		});
		afterAll(async () => {
			time.stop();
			await supplier.stop();
		});

		it(`never buys twice and never loses an order, in ${RUNS} schedules of faults`, async () => {
			const count = newCount();
			let schedulesPlayed = 0;
			await fc.assert(
				fc.asyncProperty(schedules(rig), async (schedule) => {
					engine.deduplication.reset();
					const workflowId = `${rig.id}-${++schedulesPlayed}`;
					const evidence = await play({ rig, engine, supplier, time, workflowId }, schedule);
					expect(brokenPromises(schedule, evidence)).toEqual([]);
					add(count, evidence);
				}),
				{
					numRuns: RUNS,
					seed: SEED,
					endOnFailure: process.env.FAULT_SHRINK === undefined,
				},
			);
			process.stdout.write(`${rig.id}: ${schedulesPlayed} schedules, seed ${SEED}, ${JSON.stringify(count)}\n`);
			addFigures(`random-${rig.id}`, { seed: SEED, schedules: schedulesPlayed, count });
			// A property that never buys and never doubts would hold of a node that does nothing.
			expect(count.confirmed).toBeGreaterThan(RUNS / 2);
			expect(count.alreadyExisted).toBeGreaterThan(0);
			expect(count.unknown).toBeGreaterThan(0);
			expect(count.rejected).toBeGreaterThan(0);
		});
	});
}

const newCount = () => ({
	booked: 0,
	confirmed: 0,
	alreadyExisted: 0,
	rejected: 0,
	unknown: 0,
	threw: 0,
	namedOnlyByUnknown: 0,
});

function add(count: ReturnType<typeof newCount>, { runs, last, booked }: Evidence): void {
	const all = [...runs, last];
	for (const { outcome, code } of all.flatMap(({ told }) => told)) {
		count[outcome] += 1;
		if (code === 'ALREADY_EXISTED') count.alreadyExisted += 1;
	}
	const delivered = new Set(all.flatMap(({ told }) => told.map(({ orderId }) => orderId)));
	count.booked += booked.length;
	count.threw += all.filter(({ threw }) => threw).length;
	count.namedOnlyByUnknown += booked.filter(({ orderId }) => !delivered.has(orderId)).length;
}
