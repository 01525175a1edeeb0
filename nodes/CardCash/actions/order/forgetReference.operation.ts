import { forgetReferenceOperation } from '../../../shared/node/orderRelatives';
import type { CardCash } from '../../supplier/cardCash';
import { CardCashDesk } from '../../supplier/desk';

export const forgetReference = forgetReferenceOperation<CardCash>(
	(cardCash) => new CardCashDesk(cardCash),
	'The next Create Order with it in this workflow buys.',
	['GET /v3/orders/buy'],
);
