import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { quantityIn, readCartWithBody, removeFromCart } from '../../supplier/cart';
import type { CardCash } from '../../supplier/cardCash';
import { cartLineField, inTurn, readCartLine, shownCart } from './cartFields';

export const removeCard: PlainOperation<CardCash> = {
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
	async run(cardCash, item) {
		const cartCardId = readCartLine(item);
		return await inTurn(cardCash, async () => {
			const { cart, body } = await readCartWithBody(cardCash);
			if (!cart || quantityIn(cart, cartCardId) === 0) return [shownCart(item, cart, { wasChanged: false }, body)];
			const change = await removeFromCart(cardCash, cart.cartId, cartCardId);
			return [shownCart(item, change.cart, { wasChanged: true }, change.body)];
		});
	},
};
