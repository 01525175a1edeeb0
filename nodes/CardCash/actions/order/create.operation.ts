import { optionsField, patienceOptions, simplifyField } from '../../../shared/node/fields';
import { conditionOptions, previewHashOption } from '../../../shared/node/limitFields';
import { bySimplify, orderOperation } from '../../../shared/node/operation';
import { buyingAgentNotice } from '../../../shared/node/tool';
import { waitFields } from '../../../shared/node/waitFields';
import type { CardCash } from '../../supplier/cardCash';
import type { Cart } from '../../supplier/checkout';
import { CardCashDesk } from '../../supplier/desk';
import { referenceAndCardsFields } from './cardsFields';
import { checkoutFields, couponOption, SETTLE_SECONDS } from './checkoutFields';
import { presentOrder } from './presentOrder';
import { readPatience, readReferenceAndCart } from './readCheckout';

export const create = orderOperation<CardCash, Cart>({
	kind: 'order',
	job: 'buy',
	panel: {
		resource: 'order',
		operation: 'create',
		name: 'Create Order',
		action: 'Create order',
		description: 'Buy gift cards, once for each Order Reference',
		endpoints: ['POST /v3/orders?checkout=condensed', 'GET /v3/orders/buy', 'GET /v3/orders/{orderUUID}'],
		fields: [
			buyingAgentNotice,
			...referenceAndCardsFields,
			...checkoutFields,
			...waitFields,
			simplifyField,
			optionsField([couponOption, ...conditionOptions, previewHashOption, ...patienceOptions(SETTLE_SECONDS)]),
		],
	},
	desk: (cardCash) => new CardCashDesk(cardCash),
	readOrder: readReferenceAndCart,
	patience: readPatience,
	presenter: bySimplify(presentOrder),
});
