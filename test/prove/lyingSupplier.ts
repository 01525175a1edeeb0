/**
 * Two purchases from a supplier that books truly and lies about it: nothing is confirmed that isn't booked for its
 * reference, nothing rejected that is.
 */
import fc from 'fast-check';

import { type Engine, openEngine } from '../engine/harness/engine';
import { forgetProcess } from '../engine/harness/process';
import { startVirtualTime, type VirtualTime } from '../engine/harness/time';
import { createOrderOf, type RunEvidence, savedCredentials, toldBy } from '../faults/play';
import { boughtThoughRejected, boughtTwice, withCart } from '../faults/promise';
import type { Schedule } from '../faults/schedule';
import type { BookedInBooks, RunningSupplier, SupplierRig } from '../rigs/rig';
import { addFigures } from './figures';
import { type Liar, startLiar } from './liar';
import { anyLie, type Lie } from './lie';

const { PROVE_LIES = '100', PROVE_SEED, PROVE_SUPPLIER } = process.env;
const SEED = PROVE_SEED === undefined ? Date.now() & 0x7f_ff_ff_ff : Number(PROVE_SEED);

const MOST_REPLIES = 16;
const ALL_SETTLED_MS = 3_600_000;

const PURCHASES: Schedule = {
	settings: {},
	items: [
		{ reference: 'R1', cart: 0 },
		{ reference: 'R2', cart: 1 },
	],
	node: { onError: 'continueRegularOutput', retryOnFail: false, maxTries: 1 },
	runs: [],
};

const anyLies = fc
	.array(fc.tuple(fc.integer({ min: 1, max: MOST_REPLIES }), anyLie), { minLength: 1, maxLength: 3 })
	.map((lies) => new Map(lies));

export function holdsAgainstLies(rig: SupplierRig): void {
	const isWanted = PROVE_SUPPLIER === undefined || PROVE_SUPPLIER === rig.id;
	(isWanted ? describe : describe.skip)(`buying from ${rig.name} when it lies`, () => {
		let supplier: RunningSupplier;
		let liar: Liar;
		let engine: Engine;
		let time: VirtualTime;
		let accounts = 0;

		beforeAll(async () => {
			supplier = await rig.start();
			liar = await startLiar(supplier.url);
			engine = await openEngine(await rig.packageDirectory?.());
			time = startVirtualTime({ clocks: [supplier.clock] });
		});
		afterAll(async () => {
			time.stop();
			await liar.stop();
			await supplier.stop();
		});

		async function buyThrough(lies: Map<number, Lie>): Promise<{ runs: RunEvidence[]; booked: BookedInBooks[] }> {
			accounts += 1;
			supplier.restart({});
			rig.admit(supplier, accounts);
			forgetProcess();
			engine.deduplication.reset();
			const credentials = savedCredentials(engine, rig, liar.url, accounts);
			const run = async (): Promise<RunEvidence> => {
				const bookedBefore = supplier.booked();
				const finished = await engine.runNode({
					...createOrderOf(rig, PURCHASES),
					credentials,
					workflowId: `${rig.id}-${accounts}`,
				});
				return { ...toldBy(finished), wasAccompanied: false, bookedBefore, bookedAfter: supplier.booked() };
			};
			liar.begin(lies);
			const lying = await run();
			liar.begin(new Map());
			await time.advance(ALL_SETTLED_MS);
			return { runs: [lying, await run()], booked: supplier.booked() };
		}

		it('confirms only what is booked and rejects only what isn’t', async () => {
			const outcomes: Record<string, number> = { confirmed: 0, rejected: 0, unknown: 0 };
			let schedules = 0;
			await fc.assert(
				fc.asyncProperty(anyLies, async (lies) => {
					const { runs, booked } = await buyThrough(lies);
					schedules += 1;
					for (const { told } of runs) for (const { outcome } of told) outcomes[outcome]! += 1;
					const broken = [
						...boughtTwice(PURCHASES, booked),
						...runs.flatMap((run) => [
							...boughtThoughRejected(PURCHASES, run),
							...confirmedWithoutBooking(run),
							...(run.threw ? ['the node stopped the workflow'] : []),
						]),
					];
					expect(broken).toEqual([]);
				}),
				{ numRuns: Number(PROVE_LIES), seed: SEED },
			);
			// Lies that are never noticed would prove nothing.
			expect(outcomes.confirmed).toBeGreaterThan(0);
			expect(outcomes.rejected! + outcomes.unknown!).toBeGreaterThan(0);
			addFigures(`lies-${rig.id}`, { seed: SEED, schedules, outcomes });
		});
	});
}

function confirmedWithoutBooking({ told, bookedAfter }: RunEvidence): string[] {
	return told.flatMap(({ outcome, item, reference }) => {
		const isBooked = withCart(bookedAfter, PURCHASES.items[item]!.cart).length > 0;
		return outcome === 'confirmed' && !isBooked ? [`${reference} was confirmed, though nothing was booked for it`] : [];
	});
}
