/**
 * The promise as a property: for any schedule of faults, at most one order is booked per reference, and every booked
 * order is delivered or named. `npm run test:faults -- --runs 10000 --seed 7` plays more of them.
 */
import fc from 'fast-check';

import { type RunningSimulator, startSimulator } from '../../simulator/server.ts';
import { type Engine, openEngine } from '../engine/harness/engine';
import { startVirtualTime, type VirtualTime } from '../engine/harness/time';
import { type Evidence, play } from './play';
import { brokenPromises } from './promise';
import { schedules } from './schedule';
import { shops } from './shops';

const RUNS = Number(process.env.FAULT_RUNS ?? 300);
const SEED = process.env.FAULT_SEED === undefined ? undefined : Number(process.env.FAULT_SEED);
const ONLY = process.env.FAULT_SUPPLIER;

let simulator: RunningSimulator;
let engine: Engine;
let time: VirtualTime;

beforeAll(async () => {
	simulator = await startSimulator();
	engine = await openEngine();
	time = startVirtualTime({ clocks: [simulator.clock] });
});

afterAll(async () => {
	time.stop();
	await simulator.stop();
});

describe.each(shops.filter(({ supplier }) => ONLY === undefined || ONLY === supplier))(
	'buying from $supplier',
	(shop) => {
		it(`never buys twice and never loses an order, in ${RUNS} schedules of faults`, async () => {
			const count = newCount();
			let schedulesPlayed = 0;
			await fc.assert(
				fc.asyncProperty(schedules(shop), async (schedule) => {
					engine.deduplication.reset();
					const workflowId = `${shop.supplier}-${++schedulesPlayed}`;
					const evidence = await play({ shop, engine, simulator, time, workflowId }, schedule);
					expect(brokenPromises(shop, schedule, evidence)).toEqual([]);
					add(count, evidence);
				}),
				{
					numRuns: RUNS,
					...(SEED === undefined ? {} : { seed: SEED }),
					endOnFailure: process.env.FAULT_SHRINK === undefined,
				},
			);
			process.stdout.write(`${shop.supplier}: ${schedulesPlayed} schedules, ${JSON.stringify(count)}\n`);
			// A property that never buys and never doubts would hold of a node that does nothing.
			expect(count.confirmed).toBeGreaterThan(RUNS / 2);
			expect(count.alreadyExisted).toBeGreaterThan(0);
			expect(count.unknown).toBeGreaterThan(0);
			expect(count.rejected).toBeGreaterThan(0);
		});
	},
);

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
