import { simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import { createCart, fetchCart } from '../../client/cart';
import { addCardsTo } from '../../client/cartAddition';
import type { CardCashClient } from '../../client/client';
import { cartCardsFields } from '../order/cardsFields';
import { parseCartCards } from '../order/parseCards';
import { inTurn, shownCart } from './cartFields';

export const addCards: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isSequential: true,
	panel: {
		resource: 'cart',
		operation: 'addCards',
		name: 'Add Cards',
		action: 'Add cards to cart',
		description:
			'Reserve cards in the cart of the account, which is made when there is none. Nothing is bought: Create Order buys its own cards, so empty the cart before.',
		endpoints: ['GET /v3/carts', 'POST /v3/carts', 'POST /v3.1/carts/{cartId}/cards'],
		fields: [...cartCardsFields, simplifyField],
	},
	async run(client, item) {
		const cards = parseCartCards(item);
		return await inTurn(client, async () => {
			const before = (await fetchCart(client)) ?? (await createCart(client)).cart;
			const { change, requestedCards } = await addCardsTo(client, before, cards);
			const allAdded = requestedCards.every(({ leftOut }) => leftOut === 0);
			return [shownCart(item, change.cart, { allAdded, requestedCards }, change.body)];
		});
	},
};
