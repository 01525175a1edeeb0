/* The journal and its lock, between processes that share nothing but n8n's table: on n8n's deduplication as it behaves. */
import { setImmediate as databaseTurn } from 'node:timers/promises';

import type { IExecuteFunctions } from 'n8n-workflow';

import type * as JournalModule from '../../../nodes/shared/purchase/journal';
import type * as LockModule from '../../../nodes/shared/purchase/processLock';
import { DeduplicationStandIn } from '../harness/deduplication';
import { fromPackage } from '../harness/process';
import { startVirtualTime, type VirtualTime } from '../harness/time';

type Modules = typeof JournalModule & typeof LockModule;
type Helper = 'checkProcessedAndRecord' | 'removeProcessed' | 'clearAllProcessedItems' | 'getProcessedDataCount';
const HELPERS: Helper[] = [
	'checkProcessedAndRecord',
	'removeProcessed',
	'clearAllProcessedItems',
	'getProcessedDataCount',
];

let table: DeduplicationStandIn;
let time: VirtualTime;
let random: () => number;

beforeEach(() => {
	table = new DeduplicationStandIn();
	time = startVirtualTime();
	random = seeded(1);
});
afterEach(() => time.stop());

/** A process of its own: nothing is shared in memory. */
function startProcess(): Modules {
	let modules = {} as Modules;
	jest.isolateModules(() => {
		modules = {
			...fromPackage<typeof JournalModule>('nodes/shared/purchase/journal.js'),
			...fromPackage<typeof LockModule>('nodes/shared/purchase/processLock.js'),
		};
	});
	return modules;
}

interface ProcessOptions {
	nodeId?: string;
	/** n8n's static data of the node. */
	staticData?: Record<string, unknown>;
	/** The process is killed before this call of a helper, counted from 1. */
	killedBefore?: number;
	/** What else of the same kind is in the workflow. */
	others?: Array<{ parameters?: object; disabled?: boolean }>;
}

class Killed extends Error {}

/** What the journal uses of n8n; each call takes as long as it likes. */
function contextOf({ nodeId = 'node-1', staticData = {}, killedBefore, others = [] }: ProcessOptions = {}) {
	let calls = 0;
	const where = { workflow: { id: 'workflow-1' }, node: { id: nodeId } } as never;
	const call =
		(helper: Helper) =>
		async (...args: unknown[]) => {
			calls += 1;
			if (killedBefore !== undefined && calls >= killedBefore) throw new Killed('killed');
			for (let turns = Math.floor(random() * 4); turns > 0; turns--) await databaseTurn();
			const takesItems = helper === 'checkProcessedAndRecord' || helper === 'removeProcessed';
			const [items, scope, options] = takesItems ? args : [undefined, ...args];
			const passed = takesItems ? [items, scope, where, options] : [scope, where, options];
			return await (table[helper] as (...all: never[]) => Promise<unknown>).call(table, ...(passed as never[]));
		};
	return {
		helpers: Object.fromEntries(HELPERS.map((helper) => [helper, call(helper)])),
		getWorkflow: () => ({ id: 'workflow-1' }),
		getNode: () => ({ id: nodeId, name: 'Node', type: 'cardCash' }),
		getWorkflowStaticData: () => staticData,
		getParentNodes: () => [],
		getChildNodes: () => others.map((other) => ({ type: 'cardCash', ...other })),
		getExecutionCancelSignal: () => undefined,
	} as unknown as IExecuteFunctions;
}

const intent = (reference: string) => ({ reference, cart: 'cart-1', sentAt: Date.now() });

async function open(
	process: Modules,
	references: string[],
	options: ProcessOptions & { isLossAccepted?: boolean } = {},
) {
	const { isLossAccepted = false, ...more } = options;
	return await process.openJournal(contextOf(more), { account: 'account', references, hasKey: false, isLossAccepted });
}

describe.each([2, 3])('%i processes with one node', (count) => {
	it('never let two of them reserve a reference, however their calls interleave', async () => {
		for (let seed = 1; seed <= 60; seed++) {
			table.reset();
			random = seeded(seed);
			const reserved = await Promise.all(
				Array.from({ length: count }, async () => {
					const journal = await open(startProcess(), ['INV-1']);
					return !journal.hasIntent('INV-1') && (await journal.tryReserve(intent('INV-1'))) === 'reserved';
				}),
			);
			expect({ seed, wins: reserved.filter((isFirst) => isFirst).length }).toEqual({ seed, wins: 1 });
		}
	});

	it('keep what each of them writes', async () => {
		for (let seed = 1; seed <= 30; seed++) {
			table.reset();
			random = seeded(seed);
			const references = Array.from({ length: count }, (_, index) => `INV-${index}`);
			await Promise.all(
				references.map(async (reference) => {
					const journal = await open(startProcess(), [reference]);
					await journal.tryReserve(intent(reference));
					await journal.claim(intent(reference), `order-${reference}`);
				}),
			);
			const later = await open(startProcess(), references);
			expect(references.filter((reference) => later.hasIntent(reference))).toEqual(references);
			for (const reference of references) {
				const claims = await later.claimsOf(
					reference,
					references.map((one) => `order-${one}`),
				);
				expect([...claims]).toEqual([`order-${reference}`]);
			}
		}
	});
});

it('a look that is cut off anywhere makes no intent, as often as it happens', async () => {
	for (let killedBefore = 1; killedBefore <= 25; killedBefore++) {
		table.reset();
		await (await open(startProcess(), ['INV-OTHER'])).tryReserve(intent('INV-OTHER'));
		for (let times = 0; times < 3; times++) {
			await open(startProcess(), ['INV-1', 'INV-OTHER'], { killedBefore }).catch(() => undefined);
		}
		const journal = await open(startProcess(), ['INV-1', 'INV-OTHER']);
		expect({ killedBefore, made: journal.hasIntent('INV-1'), kept: journal.hasIntent('INV-OTHER') }).toEqual({
			killedBefore,
			made: false,
			kept: true,
		});
		expect(await journal.tryReserve(intent('INV-1'))).toBe('reserved');
	}
});

it('looks for claims that are cut off anywhere make none', async () => {
	for (let killedBefore = 1; killedBefore <= 25; killedBefore++) {
		table.reset();
		await (await open(startProcess(), ['INV-1'])).tryReserve(intent('INV-1'));
		for (let times = 0; times < 3; times++) {
			await open(startProcess(), ['INV-1'], { killedBefore })
				.then(async (journal) => await journal.claimsOf('INV-1', ['order-1', 'order-2']))
				.catch(() => undefined);
		}
		const journal = await open(startProcess(), ['INV-1']);
		expect([...(await journal.claimsOf('INV-1', ['order-1', 'order-2']))]).toEqual([]);
	}
});

it('a lock that a killed process left behind is taken over, and its half-written work counts as nothing', async () => {
	for (let killedBefore = 2; killedBefore <= 8; killedBefore++) {
		table.reset();
		const first = await open(startProcess(), ['INV-1']);
		expect(first.hasIntent('INV-1')).toBe(false);
		await open(startProcess(), ['INV-1'], { killedBefore }).catch(() => undefined);
		const journal = await open(startProcess(), ['INV-1']);
		expect(await journal.tryReserve(intent('INV-1'))).toBe('reserved');
	}
	expect(time.slept.some((ms) => ms > 0)).toBe(true);
});

it('of several processes that take over one lock, one gets in at a time', async () => {
	for (let seed = 1; seed <= 20; seed++) {
		table.reset();
		random = seeded(seed);
		await open(startProcess(), ['INV-1'], { killedBefore: 3 }).catch(() => undefined);
		let inside = 0;
		let most = 0;
		const enter = async () =>
			await startProcess().withProcessLock(contextOf(), async (lock) => {
				inside += 1;
				most = Math.max(most, inside);
				for (let turns = 0; turns < 5; turns++) await databaseTurn();
				inside -= 1;
				return await lock.isHeld();
			});
		const held = await Promise.all([enter(), enter(), enter()]);
		expect({ seed, most, held }).toEqual({ seed, most: 1, held: [true, true, true] });
	}
});

it('two nodes of one workflow reserve a reference once where they see each other', async () => {
	const others = [{ parameters: {} }];
	for (let seed = 1; seed <= 20; seed++) {
		table.reset();
		random = seeded(seed);
		const reserved = await Promise.allSettled(
			['node-1', 'node-2'].map(async (nodeId) => {
				const journal = await open(startProcess(), ['INV-1'], { nodeId, others });
				return !journal.hasIntent('INV-1') && (await journal.tryReserve(intent('INV-1'))) === 'reserved';
			}),
		);
		const wins = reserved.filter((one) => one.status === 'fulfilled' && one.value);
		expect({ seed, twice: wins.length > 1 }).toEqual({ seed, twice: false });
	}
});

describe('nothing is sent without a journal', () => {
	const codeOf = async (attempt: Promise<unknown>) =>
		await attempt.then(
			() => 'opened',
			(cause: { problem?: { code: string } }) => cause.problem?.code,
		);

	it('when the database is away', async () => {
		table.unavailable = true;
		expect(await codeOf(open(startProcess(), ['INV-1']))).toBe('NO_JOURNAL');
	});

	it.each(['latestDate', 'latestIncrementalKey'] as const)(
		'when Remove Duplicates has made the row %s',
		async (mode) => {
			const values = mode === 'latestDate' ? ['2026-01-01'] : [7];
			await table.checkProcessedAndRecord(values, 'workflow', { workflow: { id: 'workflow-1' } } as never, { mode });
			expect(await codeOf(open(startProcess(), ['INV-1']))).toBe('NO_JOURNAL');
		},
	);

	it('when its history was cleared, which n8n’s static data remembers; the option goes on and starts again', async () => {
		const staticData = {};
		const before = await open(startProcess(), ['INV-1'], { staticData });
		await before.tryReserve(intent('INV-1'));
		await table.clearAllProcessedItems('workflow', { workflow: { id: 'workflow-1' } } as never);

		expect(await codeOf(open(startProcess(), ['INV-1'], { staticData }))).toBe('NO_JOURNAL');
		expect(await codeOf(open(startProcess(), ['INV-1'], { staticData }))).toBe('NO_JOURNAL');
		expect(await codeOf(open(startProcess(), ['INV-1'], { staticData, isLossAccepted: true }))).toBe('opened');
		expect(await codeOf(open(startProcess(), ['INV-1'], { staticData }))).toBe('opened');
	});
});

/** Mulberry32. */
function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
