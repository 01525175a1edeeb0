import { ProblemError } from '../../../shared/model/problem';
import { simplifyField } from '../../../shared/panel/commonFields';
import { parseText } from '../../../shared/panel/itemParameters';
import type { PlainOperation } from '../../../shared/operation/operation';
import { applyCouponTo, fetchCart, toWarning } from '../../client/cart';
import { NO_CART } from '../../client/cartProblems';
import type { CardCashClient } from '../../client/client';
import { couponField, inTurn, parseCoupon, shownCart } from './cartFields';

export const applyCoupon: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isSequential: true,
	panel: {
		resource: 'cart',
		operation: 'applyCoupon',
		name: 'Apply Coupon',
		action: 'Apply coupon to cart',
		description: 'Apply a coupon to the cart, which takes one at a time',
		endpoints: ['GET /v3/carts', 'POST /v3/carts/{cartId}/coupons/{code}'],
		fields: [couponField({ required: true, description: 'A coupon of CardCash' }), simplifyField],
	},
	async run(client, item) {
		const code = parseText(parseCoupon(item), 'Coupon Code');
		return await inTurn(client, async () => {
			const cart = await fetchCart(client);
			if (!cart) throw new ProblemError(NO_CART);
			const change = await applyCouponTo(client, cart.cartId, code);
			const warning = toWarning(change.body);
			return [shownCart(item, change.cart, warning === undefined ? {} : { warning }, change.body)];
		});
	},
};
