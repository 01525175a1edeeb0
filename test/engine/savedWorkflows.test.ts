/*
 * Workflows that were saved with 0.1.0 still run, and give what the nodes after them read. The parameters in
 * test/fixtures/workflows-0.1.0 are those of the examples of that version and some of each variant of Create Order;
 * `keys` is what 0.1.0 output for them. They are frozen: add, don't change.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { everyRig } from '../rigs';
import { jsonOf, useBench } from '../rigs/bench';
import { PUBLIC_KEY } from '../rigs/keys';
import { COLLECT, START } from './harness/stockNodes';

interface SavedNode {
	title: string;
	/** Name of the node in the package. */
	node: string;
	/** What has happened by the time the node runs: nothing, the sample order, or a preview of this very order. */
	given: 'nothing' | 'order' | 'preview';
	parameters: IDataObject;
	/** Top-level keys of the first item, sorted. */
	keys?: string[];
}

const FOLDER = join(__dirname, '../fixtures/workflows-0.1.0');
/** For the day on which they were made, with GIFT_CARDS_PACKAGE at a build of 0.1.0. */
const isWriting = process.env.WRITE_SAVED_WORKFLOWS === '1';

describe.each(everyRig)('saved with 0.1.0: $name', (rig) => {
	const bench = useBench(rig, { freshAccounts: true, virtualTime: true });
	const file = join(FOLDER, `${rig.id}.json`);
	const saved = JSON.parse(readFileSync(file, 'utf8')) as SavedNode[];
	afterAll(() => {
		if (isWriting) writeFileSync(file, `${JSON.stringify(saved, null, '\t')}\n`);
	});

	/** The node after those that its expressions may read, all of which output `input`. */
	async function run({ node, parameters }: SavedNode, input: IDataObject): Promise<INodeExecutionData[]> {
		const names = ['Start', 'Order Reference', 'Preview Order', 'Gift card'];
		const credentials = { [`${rig.id}Api`]: bench.savedCredential() };
		const nodes = names.map((nodeName, index) => {
			const type = index === 0 ? START : COLLECT;
			const drawn = index === names.length - 1 ? { type: node, parameters, credentials } : { type };
			return bench.engine.drawNode({ ...drawn, nodeName, nodeId: `node-${index}` });
		});
		const connections = Object.fromEntries(
			names
				.slice(0, -1)
				.map((name, index) => [name, { main: [[{ node: names[index + 1]!, type: 'main' as const, index: 0 }]] }]),
		);
		const workflow = { id: bench.workflowId, nodes, connections };
		const execution = await bench.engine.startWorkflow({ workflow, items: [{ json: input }] }).finished;
		expect(execution.error).toBeUndefined();
		return execution.runsOf('Gift card')[0]!.data!.main!.flatMap((items) => items ?? []);
	}

	async function inputFor({ given, parameters }: SavedNode): Promise<IDataObject> {
		const input = { orderReference: 'INV-1', publicKey: PUBLIC_KEY };
		if (given === 'nothing') return input;
		if (given === 'order') return { ...input, ...jsonOf(await bench.buy('INV-1'))[0] };
		const preview = { ...parameters, orderReference: 'INV-1', operation: 'preview', options: {} };
		return { ...input, ...jsonOf(await bench.run(preview))[0] };
	}

	async function itemOf(one: SavedNode): Promise<IDataObject | undefined> {
		if (!one.node.endsWith('Trigger')) return (await run(one, await inputFor(one)))[0]?.json;
		const trigger = bench.pollTrigger(one.parameters);
		await trigger.poll();
		await rig.placeElsewhere(bench);
		return (await trigger.poll())?.[0];
	}

	test.each(saved)('$title', async (one) => {
		const item = await itemOf(one);

		const keys = Object.keys(item ?? {}).sort();
		if (isWriting) return void (one.keys = keys);
		expect(keys).toEqual(expect.arrayContaining(one.keys!));
		expect(one.keys!.length).toBeGreaterThan(0);
		if (one.parameters.operation === 'create') expect(item!.purchase).toMatchObject({ outcome: 'confirmed' });
	});
});
