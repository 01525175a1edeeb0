import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../../../shared/model/json';
import { runPurchaseExclusive } from '../../../shared/n8n/keyedMutex';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import { badInput, locatorValue, parseOptionalText, parseText } from '../../../shared/panel/itemParameters';
import type { Cart } from '../../client/cart';
import { presentCart } from '../../client/cart';
import type { CardCashClient } from '../../client/client';
import type { CartCardId } from '../../client/values';
import { toCartCardId } from '../../client/values';
import { simplified } from '../output';
import { SHOWN_OF_CART } from '../../client/shown';

/* For all operations of the cart. An account has one cart, so none of them asks which. */

export const cartLineField: INodeProperties = {
	displayName: 'Cart Line',
	name: 'cartCardId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'Which line of the cart',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a line of the cart…',
			typeOptions: { searchListMethod: 'searchCartLines', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 3f0a8c51-6d2e-4b7a-9c14-5e8d7b2a9f60',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\s*$',
						errorMessage: 'The ID of a cart line is long and has dashes',
					},
				},
			],
		},
	],
};

/** @throws ProblemError that names the field */
export function parseCartLine(item: ItemParameters): CartCardId {
	const cartCardId = toCartCardId(parseText(locatorValue(item.value('cartCardId')), 'Cart Line'));
	if (cartCardId) return cartCardId;
	throw badInput(
		'Cart Line',
		'is not the ID of a line of the cart',
		"Choose 'Cart Line' from the list, or use 'cartCardId' from the output of Get, e.g. {{ $json.lines[0].cartCardId }}.",
	);
}

export const couponField: INodeProperties = {
	displayName: 'Coupon Code',
	name: 'couponCode',
	type: 'string',
	default: '',
	placeholder: 'e.g. SPRING5',
};

/**
 * The code becomes part of a path, where dots alone would lead elsewhere.
 *
 * @returns undefined when left empty
 */
export function parseCoupon(item: ItemParameters): string | undefined {
	const code = parseOptionalText(item.value('couponCode'), 'Coupon Code');
	if (code !== undefined && /^\.+$/.test(code)) {
		throw badInput('Coupon Code', 'is not a coupon', "Enter the code of a CardCash coupon in 'Coupon Code'.");
	}
	return code;
}

/** Changes of the cart run one at a time, and never during a purchase: a checkout may use the same cart (3.3). */
export async function runCartExclusive<T>(client: CardCashClient, task: () => Promise<T>): Promise<T> {
	return await runPurchaseExclusive(client.account.lockKey, task);
}

/**
 * The cart with what an operation adds to it, or CardCash's own body.
 *
 * @param body the reply to the operation, where it isn't the one that the cart was read from
 */
export function toCartOutput(
	item: ItemParameters,
	cart: Cart | undefined,
	fields: JsonObject = {},
	body: JsonObject | undefined = cart?.raw,
): JsonObject {
	return simplified(item, { ...presentCart(cart), ...fields }, body ?? {}, SHOWN_OF_CART);
}
