import { ProblemError } from '../../../shared/model/problem';
import type { PlainOperation } from '../../../shared/operation/operation';
import { simplifyField } from '../../../shared/panel/commonFields';
import { parseText } from '../../../shared/panel/itemParameters';
import { toWarning } from '../../client/cart';
import { applyCoupon as applyCouponTo, fetchCart } from '../../client/cartEndpoints';
import type { CardCashClient } from '../../client/client';
import { NO_CART } from '../../client/problems';
import { couponField, runCartExclusive, parseCoupon, toCartOutput } from './cartFields';

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
		fields: [{ ...couponField, required: true, description: 'A coupon of CardCash' }, simplifyField],
	},
	async run(client, item) {
		const code = parseText(parseCoupon(item), 'Coupon Code');
		return await runCartExclusive(client, async () => {
			const cart = await fetchCart(client);
			if (!cart) throw new ProblemError(NO_CART);
			const change = await applyCouponTo(client, cart.cartId, code);
			const warning = toWarning(change.body);
			return [toCartOutput(item, change.cart, warning === undefined ? {} : { warning }, change.body)];
		});
	},
};
