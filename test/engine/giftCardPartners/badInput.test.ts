import { useBench } from '../../rigs/bench';
import { coffee, createOrder, giftCardPartners } from '../../rigs/giftCardPartners';

const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });
const list = (lineItemList: unknown) => ({ lineItemsFrom: 'list', lineItemList });
const digital = { deliveryType: 'DigitalDelivery' };
const physical = { deliveryType: 'PhysicalShipment' };
const address = {
	shippingMethodId: { __rl: true, mode: 'id', value: 'SM-101' },
	recipientName: 'Ann',
	addressLine1: '12 Main Street',
	city: 'Springfield',
	state: 'IL',
	zip: '62701',
	country: 'US',
};

test.each<[string, Record<string, unknown>, string]>([
	['no reference', createOrder('={{ $json.absent }}'), "'Order Reference' is empty"],
	['a reference of 101 characters', createOrder('x'.repeat(101)), "'Order Reference' has 101 characters"],
	['a reference that is an object', createOrder('={{ {a: 1} }}'), "'Order Reference' is an object, not text"],
	[
		'no product',
		createOrder('A', [coffee({ productId: { __rl: true, mode: 'id', value: '={{ $json.absent }}' } })]),
		"'Product' is empty",
	],
	[
		'no face value',
		createOrder('A', [coffee({ value: { __rl: true, mode: 'amount', value: '={{ $json.absent }}' } })]),
		"'Face Value' is empty",
	],
	['a face value with three decimals', createOrder('A', [coffee({ value: '25.001' })]), "'Face Value' is '25.001'"],
	['a face value with a comma', createOrder('A', [coffee({ value: '25,00' })]), "'Face Value' is '25,00'"],
	['a negative face value', createOrder('A', [coffee({ value: '-25' })]), "'Face Value' is '-25'"],
	['quantity 0', createOrder('A', [coffee({ quantity: 0 })]), "'Quantity' is 0"],
	['quantity -1', createOrder('A', [coffee({ quantity: -1 })]), "'Quantity' is -1"],
	['quantity 1.5', createOrder('A', [coffee({ quantity: 1.5 })]), "'Quantity' is 1.5"],
	['quantity 101', createOrder('A', [coffee({ quantity: 101 })]), "'Quantity' is 101"],
	['quantity "many"', createOrder('A', [coffee({ quantity: '={{ "many" }}' })]), "'Quantity' is 'many'"],
	[
		'a photo that is no address',
		createOrder('A', [coffee()], { options: { photoUrl: 'photo.png' } }),
		"'Photo URL' is not a web address",
	],
	[
		'a greeting of 151 characters',
		createOrder('A', [coffee()], { options: { greetingUrl: `https://x.example/${'y'.repeat(133)}` } }),
		"'Greeting URL' has 151 characters; at most 150 are taken",
	],
	['a bad second line', createOrder('A', [coffee(), coffee({ quantity: 0 })]), "'Quantity, line 2' is 0"],
	[
		'an unknown delivery type',
		createOrder('A', [coffee()], { deliveryType: '={{ "Codes" }}' }),
		"'Delivery Type' is 'Codes'",
	],
	['no recipient for digital delivery', createOrder('A', [coffee()], digital), "'Recipient Email' is empty"],
	[
		'a recipient that is no address',
		createOrder('A', [coffee({ recipientEmail: 'ann' })], digital),
		"'Recipient Email' is 'ann'",
	],
	[
		'a phone number with letters',
		createOrder('A', [coffee({ recipientSms: 'call me' })], digital),
		"'Recipient SMS' is 'call me'",
	],
	[
		'no shipping method',
		createOrder('A', [coffee({ ...address, shippingMethodId: undefined })], physical),
		"'Shipping Method' is empty",
	],
	['no street', createOrder('A', [coffee({ ...address, addressLine1: '' })], physical), "'Address Line 1' is empty"],
	['a state by name', createOrder('A', [coffee({ ...address, state: 'Illinois' })], physical), "'State' is 'ILLINOIS'"],
	[
		'a greeting without From Name',
		createOrder('A', [coffee({ more: { to: 'Ann', message: 'Hi' } })]),
		"'From Name' is empty",
	],
	[
		'a delivery date that is none',
		createOrder(
			'A',
			[coffee({ recipientEmail: 'a@b.c', more: { to: 'A', fromName: 'B', deliveryDate: '={{ "soon" }}' } })],
			digital,
		),
		"'Delivery Date' is not a date",
	],
	[
		'a delivery date for links',
		createOrder(
			'A',
			[],
			list([{ productId: 'COFFEE', value: 25, quantity: 1, to: 'A', fromName: 'B', deliveryDate: '2031-01-01' }]),
		),
		"'Delivery Date' can not be used with Links",
	],
	[
		'an unknown key in a list',
		createOrder('A', [], list([{ productId: 'COFFEE', value: 25, quantity: 1, qty: 2 }])),
		"unknown key 'qty'",
	],
	[
		'a list that is text',
		createOrder('A', [], list('={{ "two cards" }}')),
		"'Line Item List' is text that is not JSON",
	],
	['an empty list', createOrder('A', [], list([])), "'Line Item List' is empty"],
	['a list of texts', createOrder('A', [], list('={{ ["COFFEE"] }}')), "'Line Item List' is not a list"],
	[
		'a note of 251 characters',
		createOrder('A', [coffee()], { options: { note: 'n'.repeat(251) } }),
		"'Note' has 251 characters",
	],
	[
		'a webhook that is no address',
		createOrder('A', [coffee()], { options: { fulfillmentWebhookUrl: '/webhook/1' } }),
		"'Fulfillment Webhook URL' is not a web address",
	],
	[
		'a webhook in the open',
		createOrder('A', [coffee()], { options: { fulfillmentWebhookUrl: 'http://n8n.example.com/webhook/1' } }),
		"'Fulfillment Webhook URL' does not begin with https://",
	],
])('%s is told before anything is sent', async (_story, parameters, text) => {
	const run = await bench.run(parameters);

	expect(run.status).toBe('error');
	expect(run.error?.message).toContain(text);
	expect(run.error?.description).not.toBe('');
	expect(bench.wire()).toEqual([]);
});

test('with On Error at Continue, bad items are told beside the good ones, each with its own item', async () => {
	const run = await bench.run(createOrder('={{ $json.ref }}', [coffee({ quantity: '={{ $json.quantity }}' })]), {
		items: [
			{ ref: 'G-1', quantity: 0 },
			{ ref: 'G-2', quantity: 2 },
			{ ref: '', quantity: 1 },
		],
		settings: { onError: 'continueRegularOutput' },
	});

	expect(run.outputs[0]?.map(({ json, pairedItem }) => [json.orderReference, pairedItem])).toEqual([
		['G-2', { item: 1 }],
	]);
	expect(run.outputs[1]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
	expect(run.outputs[1]?.[0]?.json).toMatchObject({ purchase: { outcome: 'rejected', code: 'BAD_INPUT' } });
});

test.each<[string, Record<string, unknown>, string, string]>([
	[
		'a face value that the product does not have',
		coffee({ value: '33' }),
		'FACE_VALUE_NOT_ALLOWED',
		"'Face Value' of line 2: &quot;Value must be one of: 10, 25, 50.&quot;",
	],
	[
		'an unknown product',
		coffee({ productId: { __rl: true, mode: 'id', value: 'NOPE' } }),
		'UNKNOWN_PRODUCT',
		"'Product' of line 2",
	],
	[
		'an unknown branding',
		coffee({ more: { brandingId: { __rl: true, mode: 'id', value: 'B-0' } } }),
		'BAD_REQUEST',
		"'Branding' of line 2",
	],
])("%s is the supplier's to refuse, in the panel's words", async (_story, line, code, text) => {
	const run = await bench.run(createOrder('S-1', [coffee(), line]), { settings: { onError: 'continueRegularOutput' } });

	const told = run.outputs[1]?.[0]?.json;
	expect(told).toMatchObject({ purchase: { outcome: 'rejected', code, attempts: 1, safeToRetry: false } });
	expect(String(told?.message)).toContain(text.replaceAll('&quot;', '"'));
	expect(bench.booked()).toEqual([]);
});

test('after a refusal the corrected order is bought under the same reference', async () => {
	await bench.run(createOrder('S-2', [coffee({ value: '33' })]));
	const run = await bench.run(createOrder('S-2', [coffee()]));
	expect(run.outputs[0]?.[0]?.json).toMatchObject({ purchase: { outcome: 'confirmed', alreadyExisted: false } });
});

test.each([
	['numbers', ' The order costs 24.00, the account holds 5.50.'],
	['empty', 'does not hold enough for this order.'],
])(
	'too little money is told with the amounts, as far as the supplier gives them (%s)',
	async (insufficientFundsBody, text) => {
		bench.configure({ insufficientFundsBody });
		bench.act('setBalance', { available: 5.5 });
		const run = await bench.run(createOrder('S-3'), { settings: { onError: 'continueRegularOutput' } });

		expect(run.outputs[1]?.[0]?.json).toMatchObject({ purchase: { code: 'INSUFFICIENT_BALANCE', safeToRetry: true } });
		expect(String(run.outputs[1]?.[0]?.json.message)).toContain(text);
	},
);
