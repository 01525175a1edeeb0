import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { SupplierId } from '../../simulator/frame.ts';
import { credentialFields, credentialTypeOf, home, n8n, ordersAt, simulator } from './stage';
import { EXAMPLE_OF, exampleNamed, executionsOf, itemsOf, nodeNamed, pinReference, runToEnd } from './workflows';
import type { Execution, Workflow } from './workflows';

/* What keeps money and codes, in the real n8n: limits and previews, encrypted codes, a trigger that looks by itself. */

const TRIGGER = 'CardCash Trigger';
let watcher: Workflow;

beforeAll(async () => {
	await simulator.reset();
	// First, since it looks every minute and the other tests can run meanwhile.
	watcher = exampleNamed('order-fulfilled-cardcash', 'guards-watcher');
	nodeNamed(watcher, TRIGGER).parameters.pollTimes = { item: [{ mode: 'everyMinute' }] };
	nodeNamed(watcher, 'Get Secure Data').parameters.codes = 'masked';
	await n8n.createWorkflow(watcher);
	await n8n.activate(watcher.id);
	await runToEnd(await furnish('cardCash', 'guards-watched'));
});

afterAll(async () => {
	await n8n.deactivate(watcher.id);
});

async function furnish(supplier: SupplierId, id: string): Promise<Workflow> {
	const workflow = exampleNamed(EXAMPLE_OF[supplier], id);
	pinReference(workflow, id);
	await n8n.createWorkflow(workflow);
	return workflow;
}

/** Buys at CardPlusPay with a credential of its own, which has these fields besides the usual ones. */
async function buying(id: string, fields: Record<string, unknown>, hasPreview = false): Promise<Workflow> {
	const type = credentialTypeOf('cardPlusPay');
	const data = { ...credentialFields('cardPlusPay').fields, ...fields };
	const credential = (await n8n.createCredential(id, type, data)) as { id: string };
	const workflow = exampleNamed(EXAMPLE_OF.cardPlusPay, id);
	pinReference(workflow, id);
	const order = nodeNamed(workflow, 'Create Order');
	workflow.nodes = ['Start', 'Order Reference', 'Create Order'].map((name) => nodeNamed(workflow, name));
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	workflow.connections = { Start: to('Order Reference'), 'Order Reference': to('Create Order') };
	if (hasPreview) {
		const parameters = { ...order.parameters, operation: 'preview' };
		workflow.nodes.push({ ...order, id: `${id}-preview`, name: 'Preview Order', parameters });
		workflow.connections['Order Reference'] = to('Preview Order');
		workflow.connections['Preview Order'] = to('Create Order');
		order.parameters = { ...order.parameters, options: { previewHash: '={{ $json.previewHash }}' } };
	}
	for (const { credentials } of workflow.nodes as Array<{ credentials?: Record<string, unknown> }>) {
		if (credentials) credentials[type] = { id: credential.id, name: id };
	}
	await n8n.createWorkflow(workflow);
	return workflow;
}

function reasonOf({ data }: Execution): string {
	const { error } = data.resultData;
	return [error?.message, error?.description].join(' ');
}

describe('where the credential requires a preview', () => {
	it('an order is bought once with the hash of its preview, however often the workflow runs', async () => {
		const workflow = await buying('guards-preview', { requirePreview: true }, true);
		const [first, second] = [await runToEnd(workflow), await runToEnd(workflow)];

		expect(itemsOf(first, 'Preview Order')).toEqual([expect.objectContaining({ canBuy: true, objections: [] })]);
		const [booked, ...others] = await ordersAt('cardPlusPay');
		expect(others).toEqual([]);
		for (const run of [first, second]) {
			expect(itemsOf(run, 'Create Order').map(({ orderId }) => String(orderId))).toEqual([booked?.orderId]);
		}
	});

	it('nothing is bought without it', async () => {
		const before = await ordersAt('cardPlusPay');
		const run = await runToEnd(await buying('guards-no-preview', { requirePreview: true }));

		expect(run.status).toBe('error');
		expect(reasonOf(run)).toMatch(/hash of a preview.*Run Preview Order/s);
		expect(await ordersAt('cardPlusPay')).toEqual(before);
	});
});

it('an order over the limit of the credential is refused before anything is sent', async () => {
	const before = await ordersAt('cardPlusPay');
	const run = await runToEnd(await buying('guards-limit', { maxPerOrder: 5 }));

	expect(run.status).toBe('error');
	expect(reasonOf(run)).toMatch(/This order would come to 9\.80/);
	expect(await ordersAt('cardPlusPay')).toEqual(before);
});

it('encrypted codes leave none in the database of n8n', async () => {
	const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const workflow = await furnish('giftCardPartners', 'guards-encrypted');
	Object.assign(nodeNamed(workflow, 'Get Secure Data').parameters, {
		codes: 'encrypted',
		publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
	});
	await n8n.updateWorkflow(workflow.id, workflow);
	const run = await runToEnd(workflow);

	expect(run.status).toBe('success');
	expect(itemsOf(run, 'Get Secure Data')).not.toEqual([]);
	const [booked] = await ordersAt('giftCardPartners');
	expect(booked!.secrets.length).toBeGreaterThan(0);
	const database = ['database.sqlite', 'database.sqlite-wal'].map((name) => join(home, '.n8n', name));
	const stored = database.filter(existsSync).map((file) => readFileSync(file, 'latin1'));
	// That it is there at all.
	expect(stored.some((text) => text.includes(booked!.orderId))).toBe(true);
	expect(booked!.secrets.filter((secret) => stored.some((text) => text.includes(secret)))).toEqual([]);
});

it('a published CardCash Trigger starts its workflow once for an order that was delivered since', async () => {
	const [execution, ...others] = await executionsOf(watcher.id, 1);

	expect(others).toEqual([]);
	const [booked] = await ordersAt('cardCash');
	expect(itemsOf(execution!, TRIGGER)).toEqual([
		expect.objectContaining({ orderId: booked!.orderId, isFulfilled: true }),
	]);
	expect(itemsOf(execution!, 'Get Secure Data')).toHaveLength(1);
});
