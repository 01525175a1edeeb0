import { simplifyField } from '../../../shared/node/fields';
import { orderOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import type { Cart } from '../../supplier/checkout';
import { CardCashDesk } from '../../supplier/desk';
import { referenceAndCardsFields } from './cardsFields';
import { presentOrder } from './presentOrder';
import { readCards } from './readCards';

export const findLost = orderOperation<CardCash, Cart>({
	kind: 'order',
	job: 'find',
	panel: {
		resource: 'order',
		operation: 'findLost',
		name: 'Find Lost Order',
		action: 'Find lost order',
		description: 'Find out what became of an order whose outcome is unknown, without buying anything',
		fields: [...referenceAndCardsFields, simplifyField],
	},
	desk: (cardCash) => new CardCashDesk(cardCash),
	readOrder: (item) => ({
		reference: item.text('orderReference', 'Order Reference'),
		cart: { cards: readCards(item) },
	}),
	patience: () => ({ settleMs: 0, looks: 1 }),
	present: presentOrder,
});
