import { forgetReferenceOperation } from '../../../shared/node/orderRelatives';
import type { Account } from '../../supplier/account';
import { deskOf } from '../../supplier/desk';

export const forgetReference = forgetReferenceOperation<Account>(
	deskOf,
	'Gift Card Partners still refuses a reference that has an order.',
	[],
);
