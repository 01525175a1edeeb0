import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../../../shared/model/json';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import { badInput, locatorValue, parseOptionalText, parseText } from '../../../shared/panel/itemParameters';
import { runPurchaseExclusive } from '../../../shared/n8n/keyedMutex';
import type { CardCashClient } from '../../client/client';
import { slotOf } from '../../client/gateway';
import type { CartCardId } from '../../client/ids';
import { toCartCardId } from '../../client/ids';
import type { BuyCart } from '../../client/cartModel';
import { presentCart } from '../../client/cartModel';
import { maskedBody } from '../../client/card';
import { simplified } from '../commonFields';

/* What the operations of the cart share. There is one cart for each account, so none of them asks which. */

export const cartLineField: INodeProperties = {
	displayName: 'Cart Line',
	name: 'cartCardId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The line of the cart that is meant',
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
						errorMessage: 'The ID of a cart line is a long one with dashes',
					},
				},
			],
		},
	],
};

export function parseCartLine(item: ItemParameters): CartCardId {
	const cartCardId = toCartCardId(parseText(locatorValue(item.value('cartCardId')), 'Cart Line'));
	if (cartCardId) return cartCardId;
	throw badInput(
		'Cart Line',
		'is not the ID of a line of the cart',
		"Choose 'Cart Line' from the list, or use 'cartCardId' as Get gives it, e.g. {{ $json.lines[0].cartCardId }}.",
	);
}

export function couponField(more: Partial<INodeProperties>): INodeProperties {
	return {
		displayName: 'Coupon Code',
		name: 'couponCode',
		type: 'string',
		default: '',
		placeholder: 'e.g. SPRING5',
		...more,
	};
}

/** undefined when left empty. The code stands in a path, where dots alone would name another one. */
export function parseCoupon(item: ItemParameters): string | undefined {
	const code = parseOptionalText(item.value('couponCode'), 'Coupon Code');
	if (code !== undefined && /^\.+$/.test(code)) {
		throw badInput('Coupon Code', 'is not a coupon', "Enter the code of a CardCash coupon in 'Coupon Code'.");
	}
	return code;
}

/** Changes of the cart wait for purchases of the account, which use the same cart, and for each other. */
export async function inTurn<T>(client: CardCashClient, task: () => Promise<T>): Promise<T> {
	return await runPurchaseExclusive(slotOf(client), task);
}

/** The cart with what an operation says about it, or the supplier's own body. */
export function shownCart(
	item: ItemParameters,
	cart: BuyCart | undefined,
	more: JsonObject = {},
	body: JsonObject | undefined = cart?.raw,
): JsonObject {
	return simplified(item, { ...presentCart(cart), ...more }, () => maskedBody(body ?? {}));
}
