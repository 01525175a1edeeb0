import type { INodeProperties } from 'n8n-workflow';

import { codesCredentialFields } from './codeKeys';
import type { LimitedProducts } from './limits';
import { limitCredentialFields } from './limits';

/**
 * The fields that end every supplier's credential: limits, what AI agents may do, keys for codes.
 *
 * @param options.hasCurrencies whether the supplier sells in more than one currency
 */
export function closingCredentialFields(
	products: LimitedProducts,
	{ hasCurrencies }: { hasCurrencies: boolean },
): INodeProperties[] {
	return [...limitCredentialFields(products, hasCurrencies), ...codesCredentialFields];
}
