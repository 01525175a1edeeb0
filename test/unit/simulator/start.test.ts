/* What two starts of the simulated suppliers have in common, and what not. */
import { startSimulator } from '../../../simulator/server.ts';

/** An order each at the two suppliers that take one from a test, and the brands that CardCash sells. */
async function idsOf(options: { seed?: number }) {
	const simulator = await startSimulator(options);
	const { cardCash, cardPlusPay } = simulator.suppliers;
	cardCash.actions.addForeignOrder!({ merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 1 });
	cardPlusPay.actions.addForeignOrder!({ itemCode: 'ACME-10USD-abcd', quantity: 1 });
	const orders = [cardCash, cardPlusPay].flatMap((supplier) => supplier.bookedOrders());
	await simulator.stop();
	return orders.map(({ orderId, orderNumber, secrets, lines }) => ({ orderId, orderNumber, secrets, lines }));
}

test('with a seed ids and codes are the same each time', async () => {
	expect(await idsOf({ seed: 7 })).toEqual(await idsOf({ seed: 7 }));
	expect(await idsOf({ seed: 8 })).not.toEqual(await idsOf({ seed: 7 }));
});

test('without one no ID and no code comes again, and the same cards are sold', async () => {
	const first = await idsOf({});
	const later = Date.now() + 60_000;
	jest.spyOn(Date, 'now').mockReturnValue(later);
	const second = await idsOf({});

	expect(second.map(({ lines }) => lines)).toEqual(first.map(({ lines }) => lines));
	const given = (orders: typeof first) =>
		orders.flatMap(({ orderId, orderNumber, secrets }) => [orderId, orderNumber, ...secrets]);
	expect(given(first).length).toBeGreaterThan(4);
	expect(given(second).filter((id) => given(first).includes(id))).toEqual([]);
});

afterEach(() => jest.restoreAllMocks());
