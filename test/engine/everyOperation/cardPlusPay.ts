import type { IDataObject } from 'n8n-workflow';

import { ACME, byId } from '../../rigs/cardPlusPay';
import { CODE_KEYS, type Counter, type Plays } from './counter';

const CARDS = { itemCode: byId(ACME), quantity: 2 };
/** What codes have beside themselves; the contract leaves most of it open. */
const talkative = (it: Counter) => it.configure({ getOrderCodes: 'full', extraMetadata: true });
const slowly = (it: Counter) => it.configure({ fulfilmentDelayMs: 60_000, partialDelivery: true });

async function ordered(it: Counter): Promise<IDataObject> {
	const [order] = await it.other('order/create', { orderReference: it.reference(), ...CARDS });
	return order!;
}

/** An order whose codes say much, one whose codes say little, and one that is delivered by and by. */
async function readOrders(it: Counter): Promise<void> {
	const { orderId } = await ordered(it);
	await it.run({ orderId });
	talkative(it);
	await it.run({ orderId });
	slowly(it);
	const pending = await ordered(it);
	await it.run({ orderId: pending.orderId });
	await it.advance(30_000);
	await it.run({ orderId: pending.orderId });
}

export const cardPlusPay: Plays = {
	'account/checkConnection': async (it) => {
		await it.run();
	},
	'account/getApiInfo': async (it) => {
		await it.run();
	},
	'account/getBalance': async (it) => {
		await it.run();
		await it.run({ compareBalance: true, threshold: 1 });
	},

	'card/getSecureData': async (it) => {
		const { orderId } = await ordered(it);
		await it.run({ orderId });
		talkative(it);
		await it.run({ orderId });
		await it.run({ orderId, codes: 'masked' }, CODE_KEYS);
		await it.run({ orderId, codes: 'encrypted' }, CODE_KEYS);
	},

	'inventory/checkAvailability': async (it) => {
		await it.run(CARDS);
		await it.run({ itemCode: byId('LASTONE-15USD-efab'), quantity: 2 });
	},
	'inventory/getInventory': async (it) => {
		await it.run({ returnAll: true });
	},

	'order/checkStatus': readOrders,
	'order/create': async (it) => {
		const order = { orderReference: it.reference(), ...CARDS };
		await it.run(order);
		await it.run(order); // the same order
		await it.run({ ...order, orderReference: it.reference(), options: { highestUnitPrice: 100 } });
		it.configure({ extraMetadata: true, codeSurplus: 1 }); // with a warning
		await it.run({ ...order, orderReference: it.reference() });
		await it.run({ ...order, orderReference: it.reference(), codes: 'encrypted' }, CODE_KEYS);
		slowly(it);
		await it.run({ ...order, orderReference: it.reference() });
	},
	'order/findLost': async (it) => {
		const { orderReference } = await ordered(it);
		await it.run({ orderReference, ...CARDS });
		talkative(it);
		await it.run({ orderReference, ...CARDS });
		slowly(it);
		const pending = await ordered(it);
		await it.run({ orderReference: pending.orderReference, ...CARDS });
	},
	'order/forgetReference': async (it) => {
		const { orderReference } = await ordered(it);
		await it.run({ orderReference });
		await it.run({ orderReference });
	},
	'order/get': readOrders,
	'order/getMany': async (it) => {
		await ordered(it);
		slowly(it);
		await ordered(it);
		await it.run();
		it.configure({ listRowHasCreatedAt: false });
		await it.run();
	},
	'order/preview': async (it) => {
		const order = { orderReference: it.reference(), ...CARDS };
		await it.run(order);
		it.act('setBalance', { balance: 1 });
		await it.run(order); // can't be bought
	},

	trigger: async (it) => {
		slowly(it);
		talkative(it);
		const emitOn = ['canceled', 'completed', 'needsAttention'];
		await it.poll({ emitOn }, async () => {
			it.act('setOrderStatus', { orderId: (await ordered(it)).orderId, status: 'completed' });
			it.configure({ getOrderCodes: 'documented' });
			it.act('setOrderStatus', { orderId: (await ordered(it)).orderId, status: 'cancelled' });
		});
	},
};
