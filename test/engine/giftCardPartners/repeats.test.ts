/* A PO number that was used before leads to its order only if that is the same purchase, to the same people. */
import type { IDataObject } from 'n8n-workflow';

import { jsonOf, purchaseOf, useBench } from '../../rigs/bench';
import { coffee, createCoffeeOrder, giftCardPartners } from '../../rigs/giftCardPartners';

const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });
const GO_ON = { onError: 'continueRegularOutput' as const };

const digital = (changes: Record<string, unknown> = {}) =>
	createCoffeeOrder('INV-1', [coffee({ recipientEmail: 'ann@example.com', ...changes })], {
		deliveryType: 'DigitalDelivery',
	});
const physical = (changes: Record<string, unknown> = {}) =>
	createCoffeeOrder(
		'INV-1',
		[
			{
				productId: { __rl: true, mode: 'id', value: 'BOXED' },
				value: { __rl: true, mode: 'amount', value: '50' },
				quantity: 1,
				shippingMethodId: { __rl: true, mode: 'id', value: 'SM-102' },
				carrierId: { __rl: true, mode: 'id', value: 'CC-201' },
				recipientName: 'Ann Smith',
				addressLine1: '12 Main Street',
				city: 'Springfield',
				state: 'IL',
				zip: '62701',
				country: 'US',
				...changes,
			},
		],
		{ deliveryType: 'PhysicalShipment' },
	);
const greeting = (to: string) => ({ more: { to, fromName: 'Sales' } });
const run = async (parameters: IDataObject, workflowId: string) => {
	const done = await bench.run(parameters, { workflowId: `${bench.workflowId}-${workflowId}`, settings: GO_ON });
	const json = [...jsonOf(done), ...jsonOf(done, 1)][0];
	return { ...purchaseOf(json), orderId: json?.orderId } as IDataObject;
};
const buyTwice = async (first: IDataObject, second: IDataObject) => {
	expect(await run(first, 'one')).toMatchObject({ outcome: 'confirmed' });
	await bench.time.advance(3_600_000);
	return await run(second, 'other');
};
const REPLIES = ['array', 'singleId', 'empty', 'original200', 'original201'];

describe.each(REPLIES)('when the supplier answers a repeat in the way "%s"', (repeatReply) => {
	beforeEach(() => bench.configure({ repeatReply }));

	test.each<[string, IDataObject, IDataObject]>([
		['another recipient', digital(), digital({ recipientEmail: 'bob@example.com' })],
		['another name', digital(greeting('Ann')), digital(greeting('Bob'))],
		['another phone number', digital({ recipientSms: '+15551234567' }), digital({ recipientSms: '+15557654321' })],
		['another address', physical(), physical({ addressLine1: '14 Main Street' })],
		['another name on the parcel', physical(), physical({ recipientName: 'Bob Smith' })],
		['another delivery', digital(), createCoffeeOrder('INV-1')],
		['other goods', digital(), digital({ quantity: 2 })],
	])('an order for %s is refused', async (_what, first, second) => {
		expect(await buyTwice(first, second)).toMatchObject({ outcome: 'rejected', code: 'REFERENCE_USED' });
		expect(bench.booked()).toHaveLength(1);
	});

	test.each<[string, IDataObject]>([
		['by email', digital(greeting('Ann'))],
		['by mail', physical()],
		['as links', createCoffeeOrder('INV-1')],
	])('the same order %s is found', async (_what, order) => {
		expect(await buyTwice(order, order)).toMatchObject({
			outcome: 'confirmed',
			orderId: bench.booked()[0]!.orderId,
		});
		expect(bench.booked()).toHaveLength(1);
	});
});

describe.each(['array', 'singleId'])('when the supplier answers a repeat in the way "%s"', (repeatReply) => {
	test.each<[string, IDataObject, IDataObject]>([
		['the recipients', { recipientsShown: false }, digital()],
		['the address', { recipientsShown: false }, physical()],
		['the PO number', { poNumberShown: false }, createCoffeeOrder('INV-1')],
		['PO number and recipients', { poNumberShown: false, recipientsShown: false }, digital()],
		['the delivery type', { orderTypeShown: false }, digital()],
	])('an order of which it does not show %s is neither taken over nor denied', async (_what, settings, order) => {
		bench.configure({ repeatReply, ...settings });
		const repeated = await buyTwice(order, order);
		expect(repeated).toMatchObject({ outcome: 'unknown', candidates: [bench.booked()[0]!.orderId] });
	});
});

test.each(['array', 'singleId', 'singleOrderId', 'original200'])(
	'a lost order is not denied when a 409 in the way "%s" names an order of another PO number',
	async (repeatReply) => {
		const other = await bench.placed(3);
		bench.configure({ repeatReply });
		bench.disturb('order', { kind: 'dropAfter' }, { nth: 1 });
		const body =
			repeatReply === 'array'
				? { PreviousOrderIds: [other.orderId] }
				: repeatReply === 'singleId'
					? { Id: other.orderId }
					: { OrderId: other.orderId };
		bench.disturb('order', { kind: 'status', status: 409, body, when: 'after' }, { nth: 2 });

		expect(await run(createCoffeeOrder('INV-1'), 'one')).toMatchObject({
			outcome: 'confirmed',
			orderId: bench.booked().find(({ reference }) => reference === 'INV-1')!.orderId,
		});
	},
);
