import type { BookedOrder, SupplierId } from '../../simulator/frame.ts';
import { runDemo } from '../../scripts/start/demo.mjs';
import { furnishCredentials } from '../../scripts/start/furnish.mjs';
import { n8n, ordersAt, simulator, suppliers } from './stage';
import {
	EXAMPLE_OF,
	exampleNamed,
	finished,
	itemsOf,
	nodeNamed,
	pinReference,
	runToEnd,
	setQuantity,
} from './workflows';
import type { Execution, Workflow } from './workflows';

beforeEach(async () => {
	await simulator.reset();
});

async function furnish(supplier: SupplierId, id: string): Promise<Workflow> {
	const workflow = exampleNamed(EXAMPLE_OF[supplier], `${id}-${supplier}`);
	pinReference(workflow, `${id}-${supplier}`);
	await n8n.createWorkflow(workflow);
	return workflow;
}

async function onlyOrderAt(supplier: SupplierId): Promise<BookedOrder> {
	const orders = await ordersAt(supplier);
	expect(orders).toHaveLength(1);
	return orders[0]!;
}

/** Why an execution stopped, as the editor shows it. */
function reasonOf(execution: Execution): string {
	const { error } = execution.data.resultData;
	return [error?.message, error?.description].filter(Boolean).join(' ');
}

describe('the demo', () => {
	it('buys one order from each supplier and tells so without showing a code', async () => {
		const printed: string[] = [];
		const log = jest.spyOn(console, 'log').mockImplementation((...words) => void printed.push(words.join(' ')));
		const complaints = jest
			.spyOn(console, 'error')
			.mockImplementation((...words) => void printed.push(words.join(' ')));
		let code: number | undefined;
		try {
			code = await runDemo({ n8n, simulator, credentials: await furnishCredentials(n8n, simulator.url) });
		} finally {
			log.mockRestore();
			complaints.mockRestore();
		}
		const text = printed.join('\n');

		expect({ code, text }).toEqual({
			code: 0,
			text: expect.stringContaining('All three orders are fulfilled') as string,
		});
		const orders = await simulator.orders();
		expect(orders.map(({ supplier }) => supplier).sort()).toEqual([...suppliers].sort());
		const secrets = orders.flatMap((order) => order.secrets);
		expect(secrets.length).toBeGreaterThanOrEqual(3);
		expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
	});
});

describe.each(suppliers)('the example workflow of %s', (supplier) => {
	it('buys, waits until the order is fulfilled and fetches the codes', async () => {
		const workflow = await furnish(supplier, 'buys');
		const execution = await runToEnd(workflow);

		expect({ status: execution.status, reason: reasonOf(execution) }).toEqual({ status: 'success', reason: '' });
		const booked = await onlyOrderAt(supplier);
		expect(itemsOf(execution, 'Create Order')).toEqual([
			expect.objectContaining({
				orderId: booked.orderId,
				orderReference: `buys-${supplier}`,
				purchase: expect.objectContaining({ outcome: 'confirmed', alreadyExisted: false, attempts: 1 }) as object,
			}),
		]);
		expect(itemsOf(execution, 'Create Order', 1)).toEqual([]);
		expect(itemsOf(execution, 'Check Status').at(-1)).toMatchObject({ orderId: booked.orderId, isFulfilled: true });
		const codes = JSON.stringify(itemsOf(execution, 'Get Secure Data'));
		expect(booked.secrets.filter((secret) => codes.includes(secret))).not.toEqual([]);
		expect(JSON.stringify(itemsOf(execution, 'Check Status'))).not.toContain(booked.secrets[0]);
	});

	it('gives the same order again when it is run once more with the same order reference', async () => {
		const workflow = await furnish(supplier, 'again');
		const [first] = itemsOf(await runToEnd(workflow), 'Create Order');
		const [second] = itemsOf(await runToEnd(workflow), 'Create Order');

		const booked = await onlyOrderAt(supplier);
		expect(first).toMatchObject({ orderId: booked.orderId, purchase: { alreadyExisted: false } });
		expect(second).toMatchObject({
			orderId: booked.orderId,
			purchase: { outcome: 'confirmed', alreadyExisted: true, code: 'ALREADY_EXISTED' },
		});
	});

	it('refuses the same order reference for other cards, and buys nothing', async () => {
		const workflow = await furnish(supplier, 'other-cards');
		await runToEnd(workflow);
		setQuantity(workflow, supplier, 2);
		await n8n.updateWorkflow(workflow.id, workflow);
		const execution = await runToEnd(workflow);

		expect(execution.status).toBe('error');
		expect(reasonOf(execution)).toContain(`other-cards-${supplier}`);
		expect(reasonOf(execution)).toContain('Nothing was bought');
		await onlyOrderAt(supplier);
	});

	it("stops with a sentence when it is sold out, and n8n's Retry buys once when it is back", async () => {
		const workflow = await furnish(supplier, 'sold-out');
		nodeNamed(workflow, 'Create Order').onError = 'stopWorkflow';
		await n8n.updateWorkflow(workflow.id, workflow);
		// Signs in: a refusal after a new log-in would leave open what became of the sending before it.
		await runToEnd(await furnish(supplier, 'before-it-is-sold-out'));
		const before = await ordersAt(supplier);
		await sellOut(supplier);
		const stopped = await runToEnd(workflow);

		expect(stopped.status).toBe('error');
		expect(reasonOf(stopped)).toMatch(/nothing was bought/i);
		expect(await ordersAt(supplier)).toEqual(before);

		await restock(supplier);
		const retried = await finished((await n8n.retry(stopped.id)) as string);

		expect({ status: retried.status, reason: reasonOf(retried) }).toEqual({ status: 'success', reason: '' });
		const [booked, ...others] = (await ordersAt(supplier)).filter(
			({ orderId }) => !before.some((order) => order.orderId === orderId),
		);
		expect(others).toEqual([]);
		expect(itemsOf(retried, 'Create Order')[0]).toMatchObject({
			orderId: booked?.orderId,
			purchase: { outcome: 'confirmed', alreadyExisted: false },
		});
	});
});

const sellOut = async (supplier: SupplierId) => await setAvailable(supplier, 0);
const restock = async (supplier: SupplierId) => await setAvailable(supplier, 10);

async function setAvailable(supplier: SupplierId, quantity: number): Promise<void> {
	switch (supplier) {
		case 'cardCash':
			await simulator.act(supplier, 'setStock', {
				merchantId: 412,
				faceValue: 25,
				percentOff: 6,
				type: 'ecode',
				quantity,
			});
			return;
		case 'cardPlusPay':
			await simulator.act(supplier, 'setStock', { itemCode: 'ACME-10USD-abcd', quantity });
			return;
		case 'giftCardPartners':
			await simulator.act(supplier, 'setProductAvailable', { productId: 'COFFEE', available: quantity > 0 });
			return;
	}
}
