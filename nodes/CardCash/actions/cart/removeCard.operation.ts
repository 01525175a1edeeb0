import type { PlainOperation } from '../../../shared/operation/operation';
import { simplifyField } from '../../../shared/panel/commonFields';
import { quantityInCart } from '../../client/cart';
import { fetchCartWithBody, removeFromCart } from '../../client/cartEndpoints';
import type { CardCashClient } from '../../client/client';
import { cartLineField, runCartExclusive, parseCartLine, toCartOutput } from './cartFields';

export const removeCard: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isSequential: true,
	panel: {
		resource: 'cart',
		operation: 'removeCard',
		name: 'Remove Card',
		action: 'Remove card from cart',
		description: 'Remove a whole line from the cart, which releases its cards',
		endpoints: ['GET /v3/carts', 'DELETE /v3/carts/{cartId}/cards/{cardId}'],
		fields: [cartLineField, simplifyField],
	},
	async run(client, item) {
		const cartCardId = parseCartLine(item);
		return await runCartExclusive(client, async () => {
			const { cart, body } = await fetchCartWithBody(client);
			if (!cart || quantityInCart(cart, cartCardId) === 0)
				return [toCartOutput(item, cart, { wasChanged: false }, body)];
			const change = await removeFromCart(client, cart.cartId, cartCardId);
			return [toCartOutput(item, change.cart, { wasChanged: true }, change.body)];
		});
	},
};
