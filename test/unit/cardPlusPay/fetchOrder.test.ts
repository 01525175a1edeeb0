import * as fc from 'fast-check';

import { fetchOrder } from '../../../nodes/CardPlusPay/client/orders';
import { clientOf, success } from './standIn';

const answering = (data: unknown) => clientOf(() => success(data));
const codes = [{ code: 'AAAA' }];

test.each([
	[987, '987'],
	['987', '987'],
	[' 987 ', '987'],
])('an order that answers to its id (%j) is read', async (order_id, orderId) => {
	const { client } = answering({ order_id, status: 'completed', codes });

	expect((await fetchOrder(client, orderId)).order.orderId).toBe(orderId);
});

test.each([
	['another', 988],
	['another as text', '988'],
	['one with more digits', 9870],
	['one with leading zeros', '0987'],
	['in other letters', 'A987'],
	['none', undefined],
	['null', null],
	['nothing', ''],
	['0', 0],
	['an object', { id: 987 }],
	['a list', [987]],
	['a fraction', 987.5],
	['true', true],
])('a reply whose id is %s is not used', async (_what, order_id) => {
	const { client, gateway } = answering({ order_id, status: 'completed', codes });

	await expect(fetchOrder(client, '987')).rejects.toMatchObject({ problem: { code: 'UNREADABLE_REPLY' } });
	await expect(gateway.getOrder('987')).rejects.toMatchObject({ problem: { code: 'UNREADABLE_REPLY' } });
});

test('a reply to one of two orders never counts for the other', async () => {
	const id = fc.oneof(fc.nat(2000), fc.string({ minLength: 1, maxLength: 4 }));
	await fc.assert(
		fc.asyncProperty(fc.nat({ max: 2000 }), id, async (wanted, got) => {
			const { client } = answering({ order_id: got, codes });
			const read = await fetchOrder(client, String(wanted)).catch(() => undefined);
			expect(read === undefined).toBe(String(got).trim() !== String(wanted) || wanted === 0);
		}),
	);
});

describe('reading a bought order again', () => {
	const known = {
		order: { supplier: 'CardPlusPay', orderId: '987', status: 'processing', isFinal: false, isFulfilled: false },
		raw: { order_id: 987, status: 'processing', codes: [{ code: 'AAAA', metadata: [{ Pin: '1234' }] }] },
	} as const;
	const again = async (data: unknown) =>
		await answering(data).gateway.readAgain(JSON.parse(JSON.stringify(known)) as never, {
			itemCode: 'ACME',
			quantity: 2,
		});

	test('adds what has come since', async () => {
		const { order } = await again({ order_id: 987, status: 'completed', codes: [{ code: 'AAAA' }, { code: 'BBBB' }] });

		expect(order.cards).toMatchObject([{ number: 'AAAA', pin: '1234' }, { number: 'BBBB' }]);
	});

	test.each([988, '988', undefined, null, 0])('takes no code of a reply whose id is %j', async (order_id) => {
		const reading = again({ order_id, status: 'completed', codes: [{ code: 'OTHER' }] });

		await expect(reading).rejects.toMatchObject({ problem: { code: 'UNREADABLE_REPLY' } });
	});
});
