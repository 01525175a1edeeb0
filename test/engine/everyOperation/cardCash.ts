import type { GenericValue, IDataObject } from 'n8n-workflow';

import { SHIPPING, TICKET } from '../../rigs/cardCash';
import { CODE_KEYS, type Counter, type Plays } from './counter';

const byId = (value: GenericValue) => ({ __rl: true, mode: 'id', value });
const COFFEE = { ...TICKET, merchantId: byId('413'), faceValue: 10, percentOff: 4 };
const NEW_CARD = { ...TICKET, faceValue: 100, percentOff: 2, type: 'newEcodeB2B' };
const NEEDS = { shippingDetails: { address: SHIPPING } };
const cards = (...card: object[]) => ({ cards: { card } });

async function ordered(it: Counter, ...wanted: object[]): Promise<IDataObject> {
	const parameters = { orderReference: it.reference(), ...cards(...(wanted.length > 0 ? wanted : [TICKET])), ...NEEDS };
	const [order] = await it.other('order/create', parameters);
	return order!;
}
const cardIdOf = (order: IDataObject) => (order.cards as IDataObject[])[0]!.cardId;
const slowly = (it: Counter) => it.configure({ fulfilment: 'production' });

/** Adds tickets to the cart. Gives the line they are in. */
async function lineInCart(it: Counter): Promise<IDataObject> {
	const [cart] = await it.other('cart/addCards', cards({ ...TICKET, quantity: 3 }));
	return byId((cart!.lines as Array<{ cartCardId: string }>)[0]!.cartCardId);
}
const couponInCart = async (it: Counter) => await it.other('cart/applyCoupon', { couponCode: 'SAVE5' });

/** An order that is delivered, one that is not, and one that is read in between. */
async function readOrders(it: Counter): Promise<void> {
	const { orderId } = await ordered(it, TICKET, COFFEE);
	await it.run({ orderId });
	slowly(it);
	const pending = await ordered(it, { ...TICKET, quantity: 2 });
	await it.run({ orderId: pending.orderId });
	it.act('setOrderStatus', { orderId: pending.orderId, status: 'Processing' });
	it.act('fulfillCards', { orderId: pending.orderId, count: 1 });
	await it.run({ orderId: pending.orderId });
}

export const cardCash: Plays = {
	'account/getBalance': async (it) => {
		await it.run();
		await it.run({ compareBalance: true, threshold: 1 });
		await ordered(it);
		await it.run({ compareBalance: true, threshold: 1 }); // with how long it lasts
	},
	'account/getPaymentMethods': async (it) => {
		await it.run();
	},
	'account/getTransactions': async (it) => {
		await ordered(it);
		await it.run({ returnAll: true });
	},

	'card/get': async (it) => {
		const order = await ordered(it);
		await it.run({ cardId: cardIdOf(order) });
	},
	'card/getMany': async (it) => {
		await ordered(it, { ...TICKET, quantity: 2 }, COFFEE, NEW_CARD);
		await it.run();
	},
	'card/getSecureData': async (it) => {
		// Both before any code is fetched: a node that has fetched codes buys nothing.
		const order = await ordered(it, TICKET, COFFEE);
		const linked = await ordered(it, NEW_CARD);
		const { orderId } = order;
		await it.run({ orderId });
		await it.run({ orderId }); // all fetched
		await it.run({ getFrom: 'card', cardId: cardIdOf(order) });
		await it.run({ orderId, cardsToFetch: 'all', codes: 'masked' }, CODE_KEYS);
		await it.run({ orderId, cardsToFetch: 'all', codes: 'encrypted' }, CODE_KEYS);
		it.configure({ newCardsAsLink: true });
		await it.run({ orderId: linked.orderId });
	},
	'card/update': async (it) => {
		const cardId = cardIdOf(await ordered(it));
		await it.run({ cardId, updateFields: { balance: 20 } });
		await it.run({ cardId, updateFields: { status: 'ARCHIVED' } });
	},

	'cart/addCards': async (it) => {
		await it.run(cards(TICKET));
		await couponInCart(it);
		it.act('setStock', { merchantId: 413, faceValue: 10, percentOff: 4, type: 'ecode', quantity: 2 });
		await it.run(cards(TICKET, { ...COFFEE, quantity: 5 }));
	},
	'cart/applyCoupon': async (it) => {
		await lineInCart(it);
		await it.run({ couponCode: 'SAVE5' });
		await it.other('cart/removeCoupon');
		await it.run({ couponCode: 'FIXED10' });
	},
	'cart/create': async (it) => {
		await it.run();
		await lineInCart(it);
		await couponInCart(it);
		await it.run();
	},
	'cart/get': async (it) => {
		await it.run();
		await lineInCart(it);
		await it.run();
		await couponInCart(it);
		await it.run();
	},
	'cart/removeCard': async (it) => {
		const cartCardId = await lineInCart(it);
		await it.other('cart/addCards', cards(COFFEE));
		await couponInCart(it);
		await it.run({ cartCardId });
		await it.run({ cartCardId });
		it.act('expireCart');
		await it.run({ cartCardId });
	},
	'cart/removeCoupon': async (it) => {
		await it.run();
		await lineInCart(it);
		await couponInCart(it);
		await it.run();
	},
	'cart/updateQuantity': async (it) => {
		const cartCardId = await lineInCart(it);
		await it.run({ cartCardId, quantity: 5 });
		await couponInCart(it);
		it.act('setStock', { merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 3 });
		await it.run({ cartCardId, quantity: 90 }); // not all are there
		await it.run({ cartCardId, quantity: 0 });
	},

	'inventory/getInventory': async (it) => {
		await it.run({ merchantId: byId('412') });
	},
	'inventory/getMerchants': async (it) => {
		await it.run({ returnAll: true });
		await it.run({ options: { publicList: true } });
	},

	'order/checkStatus': readOrders,
	'order/create': async (it) => {
		const order = { orderReference: it.reference(), ...cards(TICKET, COFFEE), ...NEEDS };
		await it.run(order);
		await it.run(order); // the same order
		slowly(it);
		await it.run({ ...order, orderReference: it.reference() });
		await it.run({ ...order, orderReference: it.reference(), options: { highestUnitPrice: 100 } });
	},
	'order/findLost': async (it) => {
		const { orderReference } = await ordered(it);
		await it.run({ orderReference, ...cards(TICKET) });
		slowly(it);
		const pending = await ordered(it, COFFEE);
		await it.run({ orderReference: pending.orderReference, ...cards(COFFEE) });
	},
	'order/forgetReference': async (it) => {
		const { orderReference } = await ordered(it);
		await it.run({ orderReference });
		await it.run({ orderReference });
	},
	'order/get': readOrders,
	'order/getMany': async (it) => {
		await ordered(it, TICKET, COFFEE);
		it.act('addForeignOrder', { merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 1 });
		await it.run();
	},
	'order/preview': async (it) => {
		const order = { orderReference: it.reference(), ...NEEDS };
		await it.run({ ...order, ...cards(TICKET, COFFEE) });
		it.act('setDrawdown', { available: 1 });
		await it.run({ ...order, ...cards(TICKET) }); // can't be bought
	},

	trigger: async (it) => {
		slowly(it);
		const emitOn = ['canceled', 'completed', 'needsAttention'];
		await it.poll({ emitOn }, async () => {
			const delivered = await ordered(it, TICKET, COFFEE);
			it.act('setOrderStatus', { orderId: delivered.orderId, status: 'Digitally Delivered' });
			const held = await ordered(it);
			it.act('setOrderStatus', { orderId: held.orderId, status: 'Hold' });
		});
	},
};
