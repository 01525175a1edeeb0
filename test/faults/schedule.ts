/** What a schedule is, and how fast-check draws one. */
import fc from 'fast-check';

import type { BookedInBooks, Fault, SupplierFault, SupplierRig } from '../rigs/rig';

/** A cart is a number of cards of one product, so no two look the same in the supplier's books. */
export const CARTS = 3;

export function cartOf({ lines }: BookedInBooks): number {
	return lines.reduce((sum, { quantity }) => sum + quantity, 0) - 1;
}

export interface Schedule {
	settings: Record<string, unknown>;
	/** The data that every run of the workflow is given. */
	items: Array<{ reference: string; cart: number }>;
	node: {
		onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
		retryOnFail: boolean;
		maxTries: number;
	};
	runs: Run[];
}

export interface Run {
	faults: SupplierFault[];
	/**
	 * `again`: a new execution with the same data; `retry`: the Retry button, where the run before can be retried;
	 * `twice`: two executions at the same time, as when a webhook comes twice.
	 */
	kind: 'again' | 'retry' | 'twice';
	/** Stops the execution when the supplier has seen this many order POSTs of this run: what it has to tell is gone. */
	cancelAtOrder?: number;
}

const noBody = fc.constant(undefined);
const statusFault = (
	status: fc.Arbitrary<number>,
	body: fc.Arbitrary<unknown>,
	when: fc.Arbitrary<'before' | 'after'>,
) => fc.record({ kind: fc.constant('status' as const), status, body, when });
const sides = fc.constantFrom('before' as const, 'after' as const);

const anyFault: fc.Arbitrary<Fault> = fc.oneof(
	fc.constant({ kind: 'dropBefore' as const }),
	fc.constant({ kind: 'dropAfter' as const }),
	statusFault(fc.constantFrom(500, 502, 504), noBody, sides),
	statusFault(fc.constantFrom(302, 307), noBody, fc.constant('before')),
	fc.constant({ kind: 'html' as const }),
	fc.constant({ kind: 'html' as const, when: 'before' as const }),
	fc.constant({ kind: 'stallBody' as const, resetAfterMs: 5 }),
	fc.constant({ kind: 'withoutOrderId' as const }),
	fc.constant({ kind: 'expireToken' as const }),
	fc.record({ kind: fc.constant('dropAndWork' as const), workAfterMs: fc.constantFrom(1000, 30_000, 85_000) }),
	fc.record({
		kind: fc.constant('status' as const),
		status: fc.constant(429),
		when: fc.constant('before' as const),
		headers: fc.constantFrom<Record<string, string>>({}, { 'retry-after': '2' }),
		body: fc.constantFrom(undefined, { message: ['Too many requests'] }),
	}),
);

const faultRule = (rig: SupplierRig): fc.Arbitrary<SupplierFault> =>
	fc
		.record({
			// The order itself most often: that is where money is lost.
			at: fc.constantFrom(
				'order' as const,
				'order' as const,
				'order' as const,
				'orderList' as const,
				'oneOrder' as const,
				'token' as const,
			),
			nth: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
			times: fc.integer({ min: 1, max: 3 }),
			fault: anyFault,
		})
		.map(({ at, nth, times, fault }) => {
			const { method, path } = rig.paths[at];
			return {
				method,
				path,
				times,
				fault,
				...(nth === undefined ? {} : { nth }),
			} as SupplierFault;
		});

const run = (rig: SupplierRig): fc.Arbitrary<Run> =>
	fc.record(
		{
			faults: fc.array(faultRule(rig), { maxLength: 3 }),
			kind: fc.constantFrom('again' as const, 'again' as const, 'retry' as const, 'twice' as const),
			cancelAtOrder: fc.integer({ min: 1, max: 3 }),
		},
		{ requiredKeys: ['faults', 'kind'] },
	);

export function schedules(rig: SupplierRig): fc.Arbitrary<Schedule> {
	return fc.record({
		settings: fc.record(
			Object.fromEntries(Object.entries(rig.schedules).map(([name, values]) => [name, fc.constantFrom(...values)])),
			{ requiredKeys: [] },
		) as fc.Arbitrary<Record<string, unknown>>,
		items: fc.array(fc.record({ reference: fc.constantFrom('R1', 'R2', 'R3'), cart: fc.nat(CARTS - 1) }), {
			minLength: 1,
			maxLength: 4,
		}),
		node: fc.record({
			onError: fc.constantFrom(
				'stopWorkflow' as const,
				'continueRegularOutput' as const,
				'continueErrorOutput' as const,
			),
			retryOnFail: fc.boolean(),
			maxTries: fc.integer({ min: 2, max: 3 }),
		}),
		runs: fc.array(run(rig), { minLength: 1, maxLength: 3 }),
	});
}
