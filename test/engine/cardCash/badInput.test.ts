import { jsonOf } from '../../rigs/bench';
import { SHIPPING, TICKET, useCardCash } from '../../rigs/cardCash';

const bench = useCardCash();

const card = (changes: object) => ({ cards: { card: [{ ...TICKET, ...changes }] } });
const merchant = (value: unknown) => card({ merchantId: { __rl: true, mode: 'id', value } });
const list = (cardList: unknown) => ({ cardsFrom: 'list', cardList });
const address = (changes: object) => ({ shippingDetails: { address: { ...SHIPPING, ...changes } } });

test.each<[string, Record<string, unknown>, string]>([
	['no reference', { orderReference: '={{ "" }}' }, "'Order Reference' is empty"],
	['a reference of blanks', { orderReference: '={{ "  " }}' }, "'Order Reference' is empty"],
	['a reference that is an object', { orderReference: '={{ { a: 1 } }}' }, "'Order Reference' is an object"],
	['a reference that is too long', { orderReference: 'x'.repeat(201) }, 'at most 200'],
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
	['quantity 0', card({ quantity: 0 }), "'Quantity' is 0"],
	['quantity -1', card({ quantity: -1 }), "'Quantity' is -1"],
	['quantity 1.5', card({ quantity: 1.5 }), "'Quantity' is 1.5"],
	['quantity 101', card({ quantity: 101 }), "'Quantity' is 101"],
	['a quantity in words', card({ quantity: '={{ "two" }}' }), "'Quantity' is 'two'"],
	['a flag that is none', card({ isLowRisk: '={{ "perhaps" }}' }), "'Trusted Sellers Only' is neither true nor false"],
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
	['store credit without billing details', { paymentMethod: 'STORE_CREDIT' }, "'Billing Details: First Name' is empty"],
	['a settle time that is none', { options: { settleTime: '={{ "soon" }}' } }, "'Settle Time (Seconds)' is 'soon'"],
	['no look at all', { options: { looks: '={{ 0 }}' } }, "'Looks After a Lost Reply' is 0"],
])('an order with %s is refused with a sentence, and nothing is sent', async (_what, parameters, text) => {
	const run = await bench.buyTicket({ parameters });

	expect(run.status).toBe('error');
	expect(run.error?.message).toContain(text);
	expect(run.error?.description).toEqual(expect.stringMatching(/\w+/));
	expect(bench.wire()).toEqual([]);
});

test('one bad item stops the node before the first order, unless On Error says to go on', async () => {
	const parameters = { orderReference: '={{ $json.ref }}', ...card({ quantity: '={{ $json.count }}' }) };
	const items = [
		{ ref: 'A', count: 1 },
		{ ref: 'B', count: 0 },
		{ ref: 'C', count: 1 },
	];
	const stopped = await bench.buyTicket({ parameters, items });
	expect(stopped.error?.message).toContain("'Quantity' is 0");
	expect(bench.wire()).toEqual([]);

	const carried = await bench.buyTicket({ parameters, items, settings: { onError: 'continueErrorOutput' } });
	expect(jsonOf(carried).map(({ orderReference }) => orderReference)).toEqual(['A', 'C']);
	expect(carried.outputs[1]).toEqual([expect.objectContaining({ pairedItem: { item: 1 } })]);
	expect(jsonOf(carried, 1)[0]).toMatchObject({ purchase: { outcome: 'rejected', code: 'BAD_INPUT', attempts: 0 } });
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
	['card', 'update', { cardId: '1', updateFields: { status: '={{ "SPENT" }}' } }, "'Status' is not one of its choices"],
])('%s %s with %j is refused with a sentence, and nothing is sent', async (resource, operation, parameters, text) => {
	const run = await bench.operate(resource, operation, { parameters: parameters as Record<string, unknown> });

	expect(run.error?.message).toContain(text);
	expect(bench.wire()).toEqual([]);
});
