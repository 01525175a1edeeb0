/* What was approved is what is sent: the hash of a preview covers the whole request. */
import * as fc from 'fast-check';

import type { Cart } from '../../../nodes/CardPlusPay/client/evidence';
import { toPreviewed } from '../../../nodes/shared/purchase/limits/guard';
import { previewHash } from '../../../nodes/shared/purchase/limits/previewHash';
import { clientOf, success } from './standIn';

const { gateway } = clientOf(() => success({}));
const hashOf = (cart: Cart) => previewHash(toPreviewed(gateway, cart, 'INV-1', []), 'key', 1_900_000_000_000);

const text = fc.constantFrom('a', 'A', 'b', 'a ');
const carts = fc.record<Cart>(
	{ itemCode: text, quantity: fc.integer({ min: 1, max: 3 }), email: text },
	{ requiredKeys: ['itemCode', 'quantity'] },
);

/** What goes over the wire for a cart. */
async function sentFor(cart: Cart): Promise<string> {
	const bodies: unknown[] = [];
	const supplier = clientOf(({ line, body }) => {
		if (line === 'POST /orders') bodies.push(body);
		return success({ order_id: 1, status: 'completed', amount: '9.80', codes: [] });
	});
	await supplier.gateway.submit(cart);
	expect(bodies).toHaveLength(1);
	return JSON.stringify(bodies[0]);
}

test('two carts have the same hash only if they are sent alike', async () => {
	await fc.assert(
		fc.asyncProperty(carts, carts, async (one, other) => {
			expect(hashOf(one) === hashOf(other)).toBe((await sentFor(one)) === (await sentFor(other)));
		}),
	);
});

test('what is approved is the body that is sent, to the letter', async () => {
	await fc.assert(
		fc.asyncProperty(carts, async (cart) => {
			expect(gateway.approvedTerms(cart)).toBe(await sentFor(cart));
		}),
	);
});
