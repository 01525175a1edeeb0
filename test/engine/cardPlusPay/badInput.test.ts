import { useBench } from '../../rigs/bench';
import { byId, cardPlusPay, createOrder } from '../../rigs/cardPlusPay';

const bench = useBench(cardPlusPay);

test.each([
	['an empty reference', { orderReference: '={{ "" }}' }, 'Order Reference'],
	['a reference that an expression did not give', { orderReference: '={{ $json.nothing }}' }, 'Order Reference'],
	['a reference that is an object', { orderReference: '={{ ({ a: 1 }) }}' }, 'Order Reference'],
	['a reference of 201 characters', { orderReference: 'x'.repeat(201) }, 'Order Reference'],
	['no item code', { itemCode: byId('={{ "" }}') }, 'Item Code'],
	['an item code that is a list', { itemCode: byId('={{ ["ACME"] }}') }, 'Item Code'],
	['an item code of 256 characters', { itemCode: byId('x'.repeat(256)) }, 'Item Code'],
	['a quantity of 0', { quantity: 0 }, 'Quantity'],
	['a quantity of -1', { quantity: -1 }, 'Quantity'],
	['a quantity of 1.5', { quantity: 1.5 }, 'Quantity'],
	['a quantity of 101', { quantity: 101 }, 'Quantity'],
	['a quantity in words', { quantity: '={{ "two" }}' }, 'Quantity'],
	['a quantity that an expression did not give', { quantity: '={{ $json.nothing }}' }, 'Quantity'],
	['a quantity that is a list', { quantity: '={{ [1] }}' }, 'Quantity'],
	['something that is no email address', { options: { email: 'ann at example' } }, 'Email'],
	['a negative settle time', { options: { settleTime: -1 } }, 'Settle Time (Seconds)'],
	['no look at all', { options: { looks: 0 } }, 'Looks After a Lost Reply'],
])('Create Order with %s names the parameter and sends nothing', async (_name, changes, label) => {
	const run = await bench.run(createOrder('INV-1', changes));

	expect(run.error!.message).toContain(`'${label}'`);
	expect((run.error as { description?: string }).description).toBeTruthy();
	expect(bench.wire()).toEqual([]);
});

test('bad input of one item stops the node before the others are bought', async () => {
	const run = await bench.run(createOrder('={{ $json.r }}', { quantity: '={{ $json.q }}' }), {
		items: [
			{ r: 'A-1', q: 1 },
			{ r: 'A-2', q: 101 },
		],
	});

	expect(run.error!.message).toContain("'Quantity' is 101");
	expect(bench.wire()).toEqual([]);
});

test('with On Error at Continue, bad input goes to Needs Attention and the others are bought', async () => {
	const run = await bench.run(createOrder('={{ $json.r }}', { quantity: '={{ $json.q }}' }), {
		items: [
			{ r: 'B-1', q: 101 },
			{ r: 'B-2', q: 1 },
		],
		settings: { onError: 'continueRegularOutput' },
	});

	expect(run.outputs[0]).toMatchObject([{ json: { orderReference: 'B-2' }, pairedItem: { item: 1 } }]);
	expect(run.outputs[1]).toMatchObject([
		{ json: { purchase: { outcome: 'rejected', code: 'BAD_INPUT' } }, pairedItem: { item: 0 } },
	]);
	expect(bench.booked()).toHaveLength(1);
});

const ORDER_ID_OPERATIONS = [
	{ resource: 'order', operation: 'get' },
	{ resource: 'order', operation: 'checkStatus' },
	{ resource: 'card', operation: 'getSecureData' },
];

test.each(
	ORDER_ID_OPERATIONS.flatMap((operation) =>
		['={{ "" }}', '={{ $json.nothing }}', '={{ ({}) }}', '../balance', '987/../../balance', '0', '1.5'].map(
			(orderId) => ({ ...operation, orderId }),
		),
	),
)('$operation with the order id "$orderId" names the parameter and sends nothing', async (parameters) => {
	const run = await bench.run(parameters);

	expect(run.error!.message).toContain("'Order ID'");
	expect(bench.wire()).toEqual([]);
});

test.each([
	['a limit of 0', { limit: 0 }, 'Limit'],
	['a limit in words', { limit: '={{ "all" }}' }, 'Limit'],
	['a face value in words', { filters: { minFaceValue: '={{ "cheap" }}' } }, 'Min Face Value'],
	['a face value below 0', { filters: { maxFaceValue: -1 } }, 'Max Face Value'],
	['a smallest face value above the largest', { filters: { minFaceValue: 20, maxFaceValue: 10 } }, 'Min Face Value'],
	['a search of 256 characters', { filters: { search: 'x'.repeat(256) } }, 'Search'],
	['a delivery type that does not exist', { filters: { deliveryType: '={{ "PIGEON" }}' } }, 'Delivery Type'],
])('Get Inventory with %s names the parameter and sends nothing', async (_name, changes, label) => {
	const run = await bench.run({ resource: 'inventory', operation: 'getInventory', ...changes });

	expect(run.error!.message).toContain(`'${label}'`);
	expect(bench.wire()).toEqual([]);
});

test('an unknown operation from a hand-edited workflow is explained', async () => {
	const run = await bench.run({ resource: 'order', operation: 'burn' });

	expect(run.error!.message).toContain("There is no operation 'burn'");
});
