/* Input that only one supplier has. What all have is in test/conformance/orders.test.ts. */
import { useBench } from '../rigs/bench';
import { SHIPPING, TICKET, useCardCash } from '../rigs/cardCash';
import { byId, cardPlusPay, createAcmeOrder } from '../rigs/cardPlusPay';
import { coffee, createCoffeeOrder, giftCardPartners } from '../rigs/giftCardPartners';

describe('CardCash', () => {
	const bench = useCardCash();

	const card = (changes: object) => ({ cards: { card: [{ ...TICKET, ...changes }] } });
	const merchant = (value: unknown) => card({ merchantId: { __rl: true, mode: 'id', value } });
	const list = (cardList: unknown) => ({ cardsFrom: 'list', cardList });
	const address = (changes: object) => ({ shippingDetails: { address: { ...SHIPPING, ...changes } } });

	test.each<[string, Record<string, unknown>, string]>([
		['a reference of blanks', { orderReference: '={{ "  " }}' }, "'Order Reference' is empty"],
		['no cards', { cards: {} }, "'Cards' is empty"],
		['no merchant', merchant('={{ $json.nothing }}'), "'Merchant' is empty"],
		['a merchant by name', merchant('={{ "Cinema Palace" }}'), "'Merchant' is not the ID of a merchant"],
		['a merchant that is no whole number', merchant('={{ 4.12 }}'), "'Merchant' is not the ID of a merchant"],
		['a merchant that is a path', merchant('={{ "412/../../orders" }}'), "'Merchant' is not the ID of a merchant"],
		['no face value', card({ faceValue: '={{ "" }}' }), "'Face Value' is empty"],
		['a face value of 0', card({ faceValue: 0 }), "'Face Value' is 0"],
		['a face value below 0', card({ faceValue: -25 }), "'Face Value' is -25"],
		['three decimals', card({ faceValue: 25.005 }), "'Face Value' is 25.005"],
		['a face value with a comma', card({ faceValue: '={{ "12,50" }}' }), "'Face Value' is '12,50'"],
		['a discount of 100', card({ percentOff: 100 }), "'Discount (Percent)' is not a discount"],
		['a discount below 0', card({ percentOff: -1 }), "'Discount (Percent)' is not a discount"],
		['no discount', card({ percentOff: '={{ null }}' }), "'Discount (Percent)' is not a discount"],
		['a type nobody knows', card({ type: '={{ "plastic" }}' }), "'Type' is 'plastic'"],
		[
			'a flag that is none',
			card({ isLowRisk: '={{ "perhaps" }}' }),
			"'Trusted Sellers Only' is neither true nor false",
		],
		['no offer', card({ enter: 'pick', offer: { __rl: true, mode: 'list', value: '' } }), "'Offer' is empty"],
		[
			'an offer that is none',
			card({ enter: 'pick', offer: { __rl: true, mode: 'id', value: '25 at 6 %' } }),
			"'Offer' is not an offer",
		],
		[
			'a second line that is wrong',
			{ cards: { card: [TICKET, { ...TICKET, quantity: 0 }] } },
			"'Quantity (line 2)' is 0",
		],
		['a list that is none', list('={{ 12 }}'), "'Card List' is not a list"],
		['a list as broken text', list('[{"merchantId": 412,'), "'Card List' is text that is not JSON"],
		['an empty list', list('[]'), "'Card List' is empty"],
		[
			'a list with a field of Get Inventory',
			list('[{"merchantId":412,"faceValue":25,"discountPercent":6,"type":"ecode","quantity":1}]'),
			"has a field 'discountPercent' that is not known",
		],
		['a payment method nobody knows', { paymentMethod: '={{ "CASH" }}' }, "'Payment Method' is not one of its choices"],
		[
			'ACH without an account',
			{ paymentMethod: 'ACH', paymentMethodId: { __rl: true, mode: 'id', value: '={{ $json.nothing }}' } },
			"'Saved Payment Method' is empty",
		],
		[
			'an account that is no ID',
			{ paymentMethod: 'ACH', paymentMethodId: { __rl: true, mode: 'id', value: '={{ "mine" }}' } },
			"'Saved Payment Method' is not the ID",
		],
		['no first name', address({ firstname: '' }), "'Shipping Details: First Name' is empty"],
		['no address', { shippingDetails: {} }, "'Shipping Details: First Name' is empty"],
		['a postcode that is a list', address({ postcode: '={{ [1] }}' }), "'Shipping Details: Postcode' is a list"],
		[
			'store credit without billing details',
			{ paymentMethod: 'STORE_CREDIT' },
			"'Billing Details: First Name' is empty",
		],
		['a settle time that is none', { options: { settleTime: '={{ "soon" }}' } }, "'Settle Time (Seconds)' is 'soon'"],
		['no look at all', { options: { looks: '={{ 0 }}' } }, "'Looks After a Lost Reply' is 0"],
	])('an order with %s is refused with a sentence, and nothing is sent', async (_what, parameters, text) => {
		const run = await bench.buyTicket({ parameters });

		expect(run.status).toBe('error');
		expect(run.error?.message).toContain(text);
		expect(run.error?.description).toEqual(expect.stringMatching(/\w+/));
		expect(bench.wire()).toEqual([]);
	});

	test.each<[string, string, object, string]>([
		['order', 'get', { orderId: '={{ "" }}' }, "'Order ID' is empty"],
		['order', 'get', { orderId: '70031' }, "'Order ID' is an order number"],
		['order', 'checkStatus', { orderId: '../wallets' }, "'Order ID' is not the ID of a CardCash order"],
		['order', 'getMany', { limit: '={{ 0 }}' }, "'Limit' is 0"],
		['order', 'forgetReference', { orderReference: '={{ "" }}' }, "'Order Reference' is empty"],
		['order', 'findLost', { orderReference: 'A', cards: {} }, "'Cards' is empty"],
		[
			'inventory',
			'getInventory',
			{ merchantId: { __rl: true, mode: 'list', value: '={{ null }}' } },
			"'Merchant' is empty",
		],
		[
			'inventory',
			'getInventory',
			{ merchantId: { __rl: true, mode: 'id', value: '={{ [412] }}' } },
			"'Merchant' is a list",
		],
		['card', 'get', { cardId: '12a' }, "'Card ID' is not the ID of a CardCash card"],
		['card', 'getSecureData', { getFrom: 'card', cardId: '={{ undefined }}' }, "'Card ID' is empty"],
		['card', 'getSecureData', { orderId: '={{ null }}' }, "'Order ID' is empty"],
		['card', 'getMany', { options: { orderId: 'x' } }, "'Order ID' is not the ID of a CardCash order"],
		['card', 'update', { cardId: '1' }, "'Update Fields' is empty"],
		['card', 'update', { cardId: '1', updateFields: { balance: '={{ -1 }}' } }, "'Balance' is not an amount"],
		[
			'card',
			'update',
			{ cardId: '1', updateFields: { status: '={{ "SPENT" }}' } },
			"'Status' is not one of its choices",
		],
	])('%s %s with %j is refused with a sentence, and nothing is sent', async (resource, operation, parameters, text) => {
		const run = await bench.operate(resource, operation, { parameters: parameters as Record<string, unknown> });

		expect(run.error?.message).toContain(text);
		expect(bench.wire()).toEqual([]);
	});
});

describe('CardPlusPay', () => {
	const bench = useBench(cardPlusPay);

	test.each([
		['no item code', { itemCode: byId('={{ "" }}') }, 'Item Code'],
		['an item code that is a list', { itemCode: byId('={{ ["ACME"] }}') }, 'Item Code'],
		['an item code of 256 characters', { itemCode: byId('x'.repeat(256)) }, 'Item Code'],
		['something that is no email address', { options: { email: 'ann at example' } }, 'Email'],
		['a negative settle time', { options: { settleTime: -1 } }, 'Settle Time (Seconds)'],
		['no look at all', { options: { looks: 0 } }, 'Looks After a Lost Reply'],
	])('Create Order with %s names the parameter and sends nothing', async (_name, changes, label) => {
		const run = await bench.run(createAcmeOrder('INV-1', changes));

		expect(run.error!.message).toContain(`'${label}'`);
		expect((run.error as { description?: string }).description).toBeTruthy();
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
});

describe('Gift Card Partners', () => {
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
		[
			'no product',
			createCoffeeOrder('A', [coffee({ productId: { __rl: true, mode: 'id', value: '={{ $json.absent }}' } })]),
			"'Product' is empty",
		],
		[
			'no face value',
			createCoffeeOrder('A', [coffee({ value: { __rl: true, mode: 'amount', value: '={{ $json.absent }}' } })]),
			"'Face Value' is empty",
		],
		[
			'a face value with three decimals',
			createCoffeeOrder('A', [coffee({ value: '25.001' })]),
			"'Face Value' is '25.001'",
		],
		['a face value with a comma', createCoffeeOrder('A', [coffee({ value: '25,00' })]), "'Face Value' is '25,00'"],
		['a negative face value', createCoffeeOrder('A', [coffee({ value: '-25' })]), "'Face Value' is '-25'"],
		[
			'a photo that is no address',
			createCoffeeOrder('A', [coffee()], { options: { photoUrl: 'photo.png' } }),
			"'Photo URL' is not a web address",
		],
		[
			'a greeting of 151 characters',
			createCoffeeOrder('A', [coffee()], { options: { greetingUrl: `https://x.example/${'y'.repeat(133)}` } }),
			"'Greeting URL' has 151 characters; at most 150 are taken",
		],
		['a bad second line', createCoffeeOrder('A', [coffee(), coffee({ quantity: 0 })]), "'Quantity, line 2' is 0"],
		[
			'an unknown delivery type',
			createCoffeeOrder('A', [coffee()], { deliveryType: '={{ "Codes" }}' }),
			"'Delivery Type' is 'Codes'",
		],
		['no recipient for digital delivery', createCoffeeOrder('A', [coffee()], digital), "'Recipient Email' is empty"],
		[
			'a recipient that is no address',
			createCoffeeOrder('A', [coffee({ recipientEmail: 'ann' })], digital),
			"'Recipient Email' is 'ann'",
		],
		[
			'a phone number with letters',
			createCoffeeOrder('A', [coffee({ recipientSms: 'call me' })], digital),
			"'Recipient SMS' is 'call me'",
		],
		[
			'no shipping method',
			createCoffeeOrder('A', [coffee({ ...address, shippingMethodId: undefined })], physical),
			"'Shipping Method' is empty",
		],
		[
			'no street',
			createCoffeeOrder('A', [coffee({ ...address, addressLine1: '' })], physical),
			"'Address Line 1' is empty",
		],
		[
			'a state by name',
			createCoffeeOrder('A', [coffee({ ...address, state: 'Illinois' })], physical),
			"'State' is 'ILLINOIS'",
		],
		[
			'a greeting without From Name',
			createCoffeeOrder('A', [coffee({ more: { to: 'Ann', message: 'Hi' } })]),
			"'From Name' is empty",
		],
		[
			'a delivery date that is none',
			createCoffeeOrder(
				'A',
				[coffee({ recipientEmail: 'a@b.c', more: { to: 'A', fromName: 'B', deliveryDate: '={{ "soon" }}' } })],
				digital,
			),
			"'Delivery Date' is not a date",
		],
		[
			'a delivery date for links',
			createCoffeeOrder(
				'A',
				[],
				list([{ productId: 'COFFEE', value: 25, quantity: 1, to: 'A', fromName: 'B', deliveryDate: '2031-01-01' }]),
			),
			"'Delivery Date' can not be used with Links",
		],
		[
			'an unknown key in a list',
			createCoffeeOrder('A', [], list([{ productId: 'COFFEE', value: 25, quantity: 1, qty: 2 }])),
			"unknown key 'qty'",
		],
		[
			'a list that is text',
			createCoffeeOrder('A', [], list('={{ "two cards" }}')),
			"'Line Item List' is text that is not JSON",
		],
		['an empty list', createCoffeeOrder('A', [], list([])), "'Line Item List' is empty"],
		['a list of texts', createCoffeeOrder('A', [], list('={{ ["COFFEE"] }}')), "'Line Item List' is not a list"],
		[
			'a note of 251 characters',
			createCoffeeOrder('A', [coffee()], { options: { note: 'n'.repeat(251) } }),
			"'Note' has 251 characters",
		],
		[
			'a webhook that is no address',
			createCoffeeOrder('A', [coffee()], { options: { fulfillmentWebhookUrl: '/webhook/1' } }),
			"'Fulfillment Webhook URL' is not a web address",
		],
		[
			'a webhook in the open',
			createCoffeeOrder('A', [coffee()], { options: { fulfillmentWebhookUrl: 'http://n8n.example.com/webhook/1' } }),
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
		const run = await bench.run(
			createCoffeeOrder('={{ $json.ref }}', [coffee({ quantity: '={{ $json.quantity }}' })]),
			{
				items: [
					{ ref: 'G-1', quantity: 0 },
					{ ref: 'G-2', quantity: 2 },
					{ ref: '', quantity: 1 },
				],
				settings: { onError: 'continueRegularOutput' },
			},
		);

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
		const run = await bench.run(createCoffeeOrder('S-1', [coffee(), line]), {
			settings: { onError: 'continueRegularOutput' },
		});

		const told = run.outputs[1]?.[0]?.json;
		expect(told).toMatchObject({ purchase: { outcome: 'rejected', code, attempts: 1, safeToRetry: false } });
		expect(String(told?.message)).toContain(text.replaceAll('&quot;', '"'));
		expect(bench.booked()).toEqual([]);
	});

	test('after a refusal the corrected order is bought under the same reference', async () => {
		await bench.run(createCoffeeOrder('S-2', [coffee({ value: '33' })]));
		const run = await bench.run(createCoffeeOrder('S-2', [coffee()]));
		expect(run.outputs[0]?.[0]?.json).toMatchObject({ purchase: { outcome: 'confirmed', alreadyExisted: false } });
	});

	test.each([
		['numbers', 'INSUFFICIENT_BALANCE', ' The order costs 24.00, the account holds 5.50.'],
		['empty', 'REFUSED_AFTER_DOUBT', 'does not hold enough for this order.'],
	])(
		'too little money is told with the amounts, and proved by them alone (%s)',
		async (insufficientFundsBody, code, text) => {
			bench.configure({ insufficientFundsBody });
			bench.act('setBalance', { available: 5.5 });
			const run = await bench.run(createCoffeeOrder('S-3'), { settings: { onError: 'continueRegularOutput' } });

			expect(run.outputs[1]?.[0]?.json).toMatchObject({ purchase: { code } });
			expect(String(run.outputs[1]?.[0]?.json.message)).toContain(text);
		},
	);
});
