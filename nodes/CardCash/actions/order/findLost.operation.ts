import { bySimplify } from '../../../shared/node/operation';
import { findLostOperation } from '../../../shared/node/orderRelatives';
import type { CardCash } from '../../supplier/cardCash';
import type { Cart } from '../../supplier/checkout';
import { CardCashDesk } from '../../supplier/desk';
import { referenceAndCardsFields } from './cardsFields';
import { presentOrder } from './presentOrder';
import { readCards } from './readCards';

export const findLost = findLostOperation<CardCash, Cart>({
	fields: referenceAndCardsFields,
	endpoints: ['GET /v3/orders/buy', 'GET /v3/orders/{orderUUID}'],
	desk: (cardCash) => new CardCashDesk(cardCash),
	readOrder: (item) => ({
		reference: item.text('orderReference', 'Order Reference'),
		cart: { cards: readCards(item) },
	}),
	presenter: bySimplify(presentOrder),
});
