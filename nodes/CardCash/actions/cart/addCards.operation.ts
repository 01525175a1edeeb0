import type { PlainOperation } from '../../../shared/operation/operation';
import { simplifyField } from '../../../shared/panel/commonFields';
import { addCardsToCart } from '../../client/cartAddition';
import { createCart, fetchCart } from '../../client/cartEndpoints';
import type { CardCashClient } from '../../client/client';
import { cartCardsFields } from '../order/cardsFields';
import { parseCartCards } from '../order/parseCards';
import { runCartExclusive, toCartOutput } from './cartFields';

export const addCards: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isSequential: true,
	panel: {
		resource: 'cart',
		operation: 'addCards',
		name: 'Add Cards',
		action: 'Add cards to cart',
		description:
			'Reserve cards in the cart of the account; a cart is created if there is none. Nothing is bought: Create Order buys its own cards, so empty the cart first.',
		endpoints: ['GET /v3/carts', 'POST /v3/carts', 'POST /v3.1/carts/{cartId}/cards'],
		fields: [...cartCardsFields, simplifyField],
	},
	async run(client, item) {
		const cards = parseCartCards(item);
		return await runCartExclusive(client, async () => {
			const before = (await fetchCart(client)) ?? (await createCart(client)).cart;
			const { change, requestedCards } = await addCardsToCart(client, before, cards);
			const allAdded = requestedCards.every(({ leftOut }) => leftOut === 0);
			return [toCartOutput(item, change.cart, { allAdded, requestedCards }, change.body)];
		});
	},
};
