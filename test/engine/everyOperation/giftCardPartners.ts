import type { IDataObject } from 'n8n-workflow';

import { coffee } from '../../rigs/giftCardPartners';
import { CODE_KEYS, type Counter, type Plays } from './counter';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const lineItems = (...lineItem: object[]) => ({ lineItemsFrom: 'fields', lineItems: { lineItem } });
const named = coffee({ more: { externalId: 'ROW-9' } });

const LINKS = { deliveryType: 'Links', ...lineItems(named, coffee({ quantity: 2 })) };
const ONE_LINK = { deliveryType: 'Links', ...lineItems(named) };
const PLASTIC = {
	deliveryType: 'PhysicalShipment',
	...lineItems({
		...coffee({ productId: byId('PLASTIC') }),
		shippingMethodId: byId('SM-101'),
		recipientName: 'Ann',
		addressLine1: '12 Main Street',
		city: 'Springfield',
		state: 'IL',
		zip: '62701',
		country: 'US',
	}),
};

async function ordered(it: Counter, goods: IDataObject = LINKS): Promise<IDataObject> {
	const [order] = await it.other('order/create', { orderReference: it.reference(), ...goods });
	return order!;
}

/** Codes in place of links: the supplier's sister has such orders, and the node reads them. */
function codesOrdered(it: Counter): string {
	it.configure({ codesOrdersAllowed: true });
	const LineItems = [{ ProductId: 'COFFEE', Value: 25, Quantity: 1 }];
	const order = { Type: 'Codes', PONumber: it.reference(), LineItems };
	return it.act<{ Id: string }>('bookOrder', { order }).Id;
}

/** Links, plastic on its way, and codes. */
async function readOrders(it: Counter): Promise<void> {
	await it.run({ orderId: (await ordered(it)).orderId });
	await it.run({ orderId: (await ordered(it, ONE_LINK)).orderId });
	await it.run({ orderId: (await ordered(it, PLASTIC)).orderId });
	await it.run({ orderId: codesOrdered(it) });
}

const readList = async (it: Counter): Promise<void> => {
	await it.run({ returnAll: true });
};

export const giftCardPartners: Plays = {
	'account/checkConnection': async (it) => {
		await it.run();
	},
	'account/getBalance': async (it) => {
		await it.run();
		await it.run({ compareBalance: true, threshold: 1 });
	},

	'card/getSecureData': async (it) => {
		const { orderId } = await ordered(it);
		await it.run({ orderId });
		await it.run({ orderId, codes: 'masked' }, CODE_KEYS);
		await it.run({ orderId, codes: 'encrypted' }, CODE_KEYS);
		await it.run({ orderId: codesOrdered(it) });
	},

	'delivery/getBrandings': readList,
	'delivery/getCarriers': readList,
	'delivery/getDepartments': readList,
	'delivery/getShippingMethods': readList,

	'inventory/getInventory': readList,
	'inventory/getProduct': async (it) => {
		for (const product of ['COFFEE', 'FLEX', 'WHOLE', 'PLASTIC']) await it.run({ productId: byId(product) });
	},

	'order/checkStatus': readOrders,
	'order/create': async (it) => {
		const order = { orderReference: it.reference(), ...LINKS };
		await it.run(order);
		await it.run(order); // the same order
		await it.run({ ...ONE_LINK, orderReference: it.reference(), options: { highestUnitPrice: 100 } });
		await it.run({ ...PLASTIC, orderReference: it.reference() });
	},
	'order/findLost': async (it) => {
		for (const goods of [LINKS, ONE_LINK, PLASTIC]) {
			const { orderReference } = await ordered(it, goods);
			await it.run({ orderReference, ...goods });
		}
	},
	'order/forgetReference': async (it) => {
		const { orderReference } = await ordered(it);
		await it.run({ orderReference });
		await it.run({ orderReference });
	},
	'order/get': readOrders,
	'order/getMany': async (it) => {
		for (const goods of [LINKS, ONE_LINK, PLASTIC]) await ordered(it, goods);
		codesOrdered(it);
		await it.run();
	},
	'order/preview': async (it) => {
		const order = { orderReference: it.reference(), ...LINKS };
		await it.run(order);
		it.act('setBalance', { available: 1 });
		await it.run(order); // can't be bought
		await it.run({ ...order, ...PLASTIC });
	},

	trigger: async (it) => {
		it.configure({ webhookMode: 'never' });
		const secret = 'abcdefghijklmnop0123456789';
		const address = `https://n8n.example.com/webhook/11111111-2222-4333-8444-555555555555/gift-card-partners?key=${secret}`;
		await it.poll({ secret }, async () => {
			const options = { fulfillmentWebhookUrl: address };
			await ordered(it, { ...LINKS, options });
			await ordered(it, { ...ONE_LINK, options });
		});
	},
};
