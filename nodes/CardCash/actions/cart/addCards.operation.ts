import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { createCart, readCart } from '../../supplier/cart';
import { addCardsTo } from '../../supplier/cartAddition';
import type { CardCash } from '../../supplier/cardCash';
import { cartCardsFields } from '../order/cardsFields';
import { readCartCards } from '../order/readCards';
import { inTurn, shownCart } from './cartFields';

export const addCards: PlainOperation<CardCash> = {
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
	async run(cardCash, item) {
		const cards = readCartCards(item);
		return await inTurn(cardCash, async () => {
			const before = (await readCart(cardCash)) ?? (await createCart(cardCash)).cart;
			const { change, requestedCards } = await addCardsTo(cardCash, before, cards);
			const allAdded = requestedCards.every(({ leftOut }) => leftOut === 0);
			return [shownCart(item, change.cart, { allAdded, requestedCards }, change.body)];
		});
	},
};
