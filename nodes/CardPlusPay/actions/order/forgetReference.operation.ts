import { forgetReferenceOperation } from '../../../shared/node/orderRelatives';
import type { Connection } from '../../supplier/connection';
import { CardPlusPayDesk } from '../../supplier/desk';

export const forgetReference = forgetReferenceOperation<Connection>(
	(connection) => new CardPlusPayDesk(connection),
	'The next Create Order with it in this workflow buys.',
	['GET /orders'],
);
