import { simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import { isSameCoupon, fetchCartWithBody, removeCouponFrom } from '../../client/cart';
import { otherCoupon } from '../../client/cartProblems';
import type { CardCashClient } from '../../client/client';
import { couponCodeOf } from '../../client/cartModel';
import { couponField, inTurn, parseCoupon, shownCart } from './cartFields';

export const removeCoupon: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isSequential: true,
	panel: {
		resource: 'cart',
		operation: 'removeCoupon',
		name: 'Remove Coupon',
		action: 'Remove coupon from cart',
		description: 'Take the coupon off the cart',
		endpoints: ['GET /v3/carts', 'DELETE /v3/carts/{cartId}/coupons/{code}'],
		fields: [couponField({ description: 'Leave empty to remove whichever coupon the cart has' }), simplifyField],
	},
	async run(client, item) {
		const wanted = parseCoupon(item);
		return await inTurn(client, async () => {
			const { cart, body } = await fetchCartWithBody(client);
			const code = couponCodeOf(cart);
			if (!cart || code === undefined) return [shownCart(item, cart, { wasChanged: false }, body)];
			if (wanted !== undefined && !isSameCoupon(code, wanted)) throw otherCoupon(code);
			const change = await removeCouponFrom(client, cart.cartId, code);
			return [shownCart(item, change.cart, { wasChanged: true }, change.body)];
		});
	},
};
