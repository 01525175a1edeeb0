import { simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import { quantityInCart, fetchCartWithBody, removeFromCart } from '../../client/cart';
import type { CardCashClient } from '../../client/client';
import { cartLineField, inTurn, parseCartLine, shownCart } from './cartFields';

export const removeCard: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isSequential: true,
	panel: {
		resource: 'cart',
		operation: 'removeCard',
		name: 'Remove Card',
		action: 'Remove card from cart',
		description: 'Take a whole line out of the cart, so that its cards are free again',
		endpoints: ['GET /v3/carts', 'DELETE /v3/carts/{cartId}/cards/{cardId}'],
		fields: [cartLineField, simplifyField],
	},
	async run(client, item) {
		const cartCardId = parseCartLine(item);
		return await inTurn(client, async () => {
			const { cart, body } = await fetchCartWithBody(client);
			if (!cart || quantityInCart(cart, cartCardId) === 0) return [shownCart(item, cart, { wasChanged: false }, body)];
			const change = await removeFromCart(client, cart.cartId, cartCardId);
			return [shownCart(item, change.cart, { wasChanged: true }, change.body)];
		});
	},
};
