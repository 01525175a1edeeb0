/* Limits over several orders, approvals that buy once, and agents that lose replies: the same for every supplier. */
import type { IDataObject, INode } from 'n8n-workflow';

import type { NodeRun } from '../engine/harness/engine';
import { forgetProcess } from '../engine/harness/process';
import { PUBLIC_KEY } from '../rigs/keys';
import { jsonOf, purchaseOf, useBench } from '../rigs/bench';
import { suppliers } from './suppliers';

const CONTINUE = { settings: { onError: 'continueRegularOutput' as const } };
const codesOf = (run: NodeRun) => [...jsonOf(run), ...jsonOf(run, 1)].map((json) => purchaseOf(json).code);

describe.each(suppliers)('$name', (rig) => {
	const bench = useBench(rig, { freshAccounts: true, virtualTime: true });
	const options = rig.idempotency === 'key' ? {} : { settleTime: 0, looks: 1 };
	const buy = async (reference: string, limits: IDataObject, workflowId = 'wf-1', changes: IDataObject = {}) =>
		await bench.buy(
			reference,
			1,
			{ options, ...changes },
			{
				credential: bench.credential(limits),
				workflowId: `${bench.workflowId}/${workflowId}`,
				...CONTINUE,
			},
		);
	const preview = async (reference = 'INV-1', limits: IDataObject = {}, changes: IDataObject = {}) => {
		const order = { resource: 'order', operation: 'preview', orderReference: reference, ...rig.order(1), ...changes };
		return jsonOf(await bench.run(order, { credential: bench.credential(limits) }))[0]! as IDataObject & {
			total: number;
			previewHash: string;
		};
	};

	describe('Most per Day', () => {
		const lags = [0, ...(rig.schedules.listLagMs ?? []), 10_000_000] as number[];
		test.each(lags)(
			'holds over six workflows with one reference, whatever the list is late by: %d ms',
			async (listLagMs) => {
				const { total } = await preview();
				bench.configure({ listLagMs });
				const maxPerDay = Math.round(total * 250) / 100;
				for (let index = 0; index < 6; index++) await buy('INV-1', { maxPerDay }, `wf-${index}`);
				for (let index = 0; index < 3; index++) await buy(`INV-${index}`, { maxPerDay }, 'wf-1');

				expect(bench.booked()).toHaveLength(2);
			},
		);

		test('holds when executions of several workflows come at the same time', async () => {
			const { total } = await preview();
			bench.configure({ listLagMs: 10_000_000 });
			const maxPerDay = Math.round(total * 250) / 100;
			await Promise.all(
				[0, 1, 2, 3, 4, 5].map(async (index) => await buy(`INV-${index}`, { maxPerDay }, `wf-${index}`)),
			);

			expect(bench.booked()).toHaveLength(2);
		});

		test('counts an order of which nobody knows what became', async () => {
			const { total } = await preview();
			const maxPerDay = Math.round(total * 150) / 100;
			bench.disturb('order', { kind: 'dropBefore' });
			const lost = await buy('INV-1', { maxPerDay });
			expect(purchaseOf(jsonOf(lost, 1)[0]).outcome).toBe('unknown');
			bench.supplier.clearFaults();

			expect(codesOf(await buy('INV-2', { maxPerDay }, 'wf-2'))).toEqual(['LIMIT_PER_DAY']);
			expect(bench.booked()).toHaveLength(0);
		});

		test.each(['html', 'dropBefore'] as const)('sends nothing while the orders can not be read (%s)', async (kind) => {
			bench.disturb('orderList', { kind });
			const run = await buy('INV-1', { maxPerDay: 100_000 });

			expect(jsonOf(run, 1)[0]?.message).toContain("'Most per Day' of the credential can't be checked.");
			expect(jsonOf(run, 1)[0]?.message).toContain('nothing was bought');
			expect(bench.orderPosts()).toEqual([]);
		});
	});

	describe('Most per Run', () => {
		const node = (nodeName: string, maxPerRun: number, orderReference: string) =>
			bench.engine.drawNode({
				type: rig.id,
				nodeName,
				nodeId: nodeName,
				parameters: { resource: 'order', operation: 'create', orderReference, ...rig.order(1), options },
				credentials: { [`${rig.id}Api`]: bench.credential({ maxPerRun }) },
				...CONTINUE,
			});
		const START = () => bench.engine.drawNode({ type: 'test.start', nodeName: 'Start', nodeId: 'start' });
		const to = (...names: string[]) => names.map((name) => ({ node: name, type: 'main' as const, index: 0 }));
		const run = async (nodes: INode[], connections: Record<string, ReturnType<typeof to>>) =>
			await bench.engine.startWorkflow({
				workflow: {
					id: bench.workflowId,
					nodes,
					connections: Object.fromEntries(Object.entries(connections).map(([name, next]) => [name, { main: [next] }])),
				},
			}).finished;

		test('holds over all rounds of a loop', async () => {
			const { total } = await preview();
			const again = bench.engine.drawNode({
				type: 'test.again',
				nodeName: 'Again',
				nodeId: 'again',
				parameters: { times: 5 },
			});
			const buying = node('Buy', Math.round(total * 250) / 100, '={{ "INV-" + $runIndex }}');
			await run([START(), buying, { ...again, alwaysOutputData: true }], {
				Start: to('Buy'),
				Buy: to('Again'),
				Again: to('Buy'),
			});

			expect(bench.booked()).toHaveLength(2);
		});

		test('holds over several nodes of an execution, and begins anew with the next', async () => {
			const { total } = await preview();
			const most = Math.round(total * 250) / 100;
			const draw = (round: number) => ['A', 'B', 'C', 'D'].map((name) => node(name, most, `INV-${round}-${name}`));
			for (const round of [1, 2]) {
				await run([START(), ...draw(round)], { Start: to('A', 'B', 'C', 'D') });
				expect(bench.booked()).toHaveLength(2 * round);
			}
		});

		test('counts what an earlier try of Retry On Fail has bought', async () => {
			const { total } = await preview();
			const limits = { maxPerRun: Math.round(total * 150) / 100 };
			const first = await bench.buy('INV-1', 1, { options }, { credential: bench.credential(limits) });
			const contextData = first.contextData;
			const again = await bench.buy(
				'INV-2',
				1,
				{ options },
				{ credential: bench.credential(limits), contextData, ...CONTINUE },
			);

			expect(codesOf(again)).toEqual(['LIMIT_PER_RUN']);
		});
	});

	describe('a preview', () => {
		const required = { requirePreview: true };
		const approved = (previewHash: string) => ({ options: { ...options, previewHash } });

		test('buys once, in whatever workflow', async () => {
			const { previewHash } = await preview('INV-1', required);
			const runs = [];
			for (let index = 0; index < 5; index++)
				runs.push(await buy('INV-1', required, `wf-${index}`, approved(previewHash)));

			expect(bench.booked()).toHaveLength(1);
			const others = runs.slice(1).flatMap(codesOf);
			// Where the supplier knows references itself, the other workflows get the order that is there.
			expect(new Set(others)).toEqual(new Set([rig.idempotency === 'key' ? 'ALREADY_EXISTED' : 'PREVIEW_USED']));
		});

		test('buys once of several executions at the same time', async () => {
			const { previewHash } = await preview('INV-1', required);
			await Promise.all(
				[0, 1, 2, 3].map(async (index) => await buy('INV-1', required, `wf-${index}`, approved(previewHash))),
			);

			expect(bench.booked()).toHaveLength(1);
		});

		test.each([0, 1])('is no obstacle to the same purchase once more, after %d restarts of n8n', async (restarts) => {
			const { previewHash } = await preview('INV-1', required);
			await buy('INV-1', required, 'wf-1', approved(previewHash));
			if (restarts > 0) forgetProcess();
			const orderId = bench.booked()[0]?.orderId;
			for (const changes of [approved(previewHash), { options }]) {
				const again = jsonOf(await buy('INV-1', required, 'wf-1', changes))[0];
				expect(again).toMatchObject({ orderId, purchase: { code: 'ALREADY_EXISTED' } });
			}
			expect(bench.booked()).toHaveLength(1);
		});

		test.each([0, 1])(
			'does not buy again for a reference that was forgotten, after %d restarts of n8n',
			async (restarts) => {
				const { previewHash } = await preview('INV-1', required);
				await buy('INV-1', required, 'wf-1', approved(previewHash));
				if (restarts > 0) forgetProcess();
				await bench.run(
					{ resource: 'order', operation: 'forgetReference', orderReference: 'INV-1' },
					{ workflowId: `${bench.workflowId}/wf-1` },
				);
				const again = await buy('INV-1', required, 'wf-1', approved(previewHash));

				expect(codesOf(again)).toEqual([rig.idempotency === 'key' ? 'ALREADY_EXISTED' : 'PREVIEW_USED']);
				expect(bench.booked()).toHaveLength(1);
			},
		);

		test('is not used up by an order that was refused', async () => {
			const { previewHash } = await preview('INV-1', required);
			const body = rig.refusal('Invalid request');
			bench.disturb('order', { kind: 'status', status: 400, when: 'before', body: body as never }, { times: 1 });
			const refused = await buy('INV-1', required, 'wf-1', approved(previewHash));
			expect(purchaseOf(jsonOf(refused, 1)[0]).outcome).not.toBe('confirmed');
			bench.supplier.clearFaults();
			const again = await buy('INV-1', required, 'wf-1', approved(previewHash));

			expect(codesOf(again)).not.toEqual(['PREVIEW_USED']);
		});

		test('is not valid for longer than a day', async () => {
			const order = { resource: 'order', operation: 'preview', orderReference: 'INV-1', ...rig.order(1) };
			const long = await bench.run({ ...order, options: { validFor: 24 * 60 + 1 } });
			expect(long.error?.message).toContain("'Valid for (Minutes)'");

			const { previewHash } = await preview('INV-1', required, { options: { validFor: 24 * 60 } });
			await bench.time.advance(24 * 60 * 60_000 + 1000);
			expect(codesOf(await buy('INV-1', required, 'wf-1', approved(previewHash)))).toEqual(['PREVIEW_EXPIRED']);
		});
	});

	test.each([[[]], [['masked']], [['encrypted']]])(
		'a credential that allows codes as %j alone forbids codes before anything is sent',
		async (allowedCodes) => {
			const limits = { allowedCodes, publicKey: PUBLIC_KEY };
			const fetched = await bench.run(
				{ resource: 'card', operation: 'getSecureData', orderId: '1', codes: 'plain' },
				{ credential: bench.credential(limits) },
			);
			expect(fetched.error?.description).toContain("'Allowed Forms of Codes'");
			const plain = rig.createOutputsCodes ? { codes: 'plain' } : {};
			const bought = await bench.buy('INV-1', 1, plain, { credential: bench.credential(limits) });
			if (rig.createOutputsCodes) expect(bought.error?.message).toContain("codes to be output as 'Plain'");
			expect(bench.orderPosts()).toHaveLength(rig.createOutputsCodes ? 0 : 1);
		},
	);

	describe('an AI agent', () => {
		const agents = {
			allowAgents: true,
			maxPerOrderForAgents: 1000,
			maxPerDayForAgents: 1_000_000,
			publicKey: PUBLIC_KEY,
		};
		const codes = rig.createOutputsCodes ? { codes: 'encrypted' } : {};

		test('that loses replies over and over never buys a thing twice', async () => {
			const random = seeded(7);
			const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
			const type = `${rig.id}Tool`;
			const credential = bench.credential(agents);
			const call = async (orderReference: string, operation: string, more: IDataObject = {}) =>
				await bench.run(
					{
						resource: 'order',
						operation,
						orderReference,
						...rig.order(1),
						...(operation === 'create' ? codes : {}),
						...more,
					},
					{ credential, type, ...CONTINUE } as never,
				);
			let lost = 0;
			for (let purchase = 0; lost < LOST_PER_SUPPLIER; purchase++) {
				const named = `Order ${purchase} for Anna`;
				let hash = '';
				for (let attempt = 0; attempt < 8; attempt++) {
					const spelled = attempt === 0 ? named : pick(SPELLINGS)(named);
					// A model that isn't sure looks at the price again before it repeats, or repeats what it has.
					if (hash === '' || random() < 0.3)
						hash = String(jsonOf(await call(spelled, 'preview'))[0]?.previewHash ?? '');
					if (random() < 0.8)
						bench.disturb('order', { kind: pick(['dropAfter', 'dropBefore', 'dropAfter'] as const) }, { times: 1 });
					const run = await call(spelled, 'create', { options: { ...options, previewHash: hash } });
					bench.supplier.clearFaults();
					// The model's own connection breaks as well: what the node has answered never comes to it.
					const isLost = purchaseOf(jsonOf(run)[0]).outcome !== 'confirmed' || random() < 0.5;
					if (!isLost) break;
					lost += 1;
				}
				expect(bench.booked().length).toBeLessThanOrEqual(purchase + 1);
			}
			expect(bench.booked().length).toBeGreaterThan(5);
		});

		test('is told to keep the name of a purchase', () => {
			const { properties } = bench.engine.installed.nodeTypes.getByNameAndVersion(
				bench.engine.installed.fullNodeType(rig.id),
				1,
			).description;
			const texts = properties
				.filter(({ name, displayOptions }) => name === 'orderReference' && displayOptions?.show?.['@tool'])
				.map(({ description }) => description);
			expect(texts.length).toBeGreaterThan(2);
			for (const text of texts) {
				expect(text).toContain(
					'Name of this purchase. Use the SAME value when repeating or when unsure whether it worked.',
				);
			}
		});
	});
});

/** Over all suppliers more than a thousand. */
const LOST_PER_SUPPLIER = 251;

/** What models do to a text that they repeat by heart. */
const SPELLINGS: ReadonlyArray<(text: string) => string> = [
	(text) => text,
	(text) => text,
	(text) => text.toUpperCase(),
	(text) => text.toLowerCase(),
	(text) => ` ${text} `,
	(text) => text.replace(/ /g, '  '),
	(text) => text.replace(/ /g, '\u00a0'),
	(text) => text.replace(/ /g, ''),
	(text) => `${text}\n`,
	(text) => text.replace(/ (.)/g, (_, letter: string) => ` ${letter.toUpperCase()}`),
];

/** Mulberry32. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
