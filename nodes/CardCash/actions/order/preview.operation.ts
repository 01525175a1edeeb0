import { previewOperation } from '../../../shared/node/previewOrder';
import type { CardCash } from '../../supplier/cardCash';
import type { Cart } from '../../supplier/checkout';
import { CardCashDesk } from '../../supplier/desk';
import { referenceAndCardsFields } from './cardsFields';
import { checkoutFields, couponOption } from './checkoutFields';
import { readReferenceAndCart } from './readCheckout';

export const preview = previewOperation<CardCash, Cart>({
	fields: [...referenceAndCardsFields, ...checkoutFields],
	options: [couponOption],
	endpoints: ['GET /v3/merchants/{merchantId}/inventory/bulk', 'GET /v3/customers/drawdown-account'],
	desk: (cardCash) => new CardCashDesk(cardCash),
	readOrder: readReferenceAndCart,
});
