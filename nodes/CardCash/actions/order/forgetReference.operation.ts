import { forgetReferenceOperation } from '../../../shared/node/orderRelatives';
import type { CardCash } from '../../supplier/cardCash';
import { CardCashDesk } from '../../supplier/desk';

const operation = forgetReferenceOperation<CardCash>(
	(cardCash) => new CardCashDesk(cardCash),
	'The next Create Order with it in this workflow buys.',
);

/** Asks CardCash nothing. */
export const forgetReference = { ...operation, panel: { ...operation.panel, endpoints: [] } };
