import type { Problem } from '../../../shared/model/problem';
import { ProblemError } from '../../../shared/model/problem';
import type { PlainOperation } from '../../../shared/operation/operation';
import { simplifyField } from '../../../shared/panel/commonFields';
import { quoteSupplier } from '../../../shared/secrets/scrub';
import { couponCodeOf, isSameCoupon } from '../../client/cart';
import { fetchCartWithBody, removeCoupon as removeCouponFrom } from '../../client/cartEndpoints';
import type { CardCashClient } from '../../client/client';
import { couponField, runCartExclusive, parseCoupon, toCartOutput } from './cartFields';

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
		fields: [{ ...couponField, description: 'Leave empty to remove whichever coupon the cart has' }, simplifyField],
	},
	async run(client, item) {
		const wanted = parseCoupon(item);
		return await runCartExclusive(client, async () => {
			const { cart, body } = await fetchCartWithBody(client);
			const code = couponCodeOf(cart);
			if (!cart || code === undefined) return [toCartOutput(item, cart, { wasChanged: false }, body)];
			if (wanted !== undefined && !isSameCoupon(code, wanted)) throw new ProblemError(otherCoupon(code));
			const change = await removeCouponFrom(client, cart.cartId, code);
			return [toCartOutput(item, change.cart, { wasChanged: true }, change.body)];
		});
	},
};

function otherCoupon(code: string): Problem {
	return {
		code: 'INVALID_COUPON',
		whatHappened: `The cart has another coupon, '${quoteSupplier(code)}'.`,
		whatToDo: "Leave 'Coupon Code' empty to remove whichever coupon the cart has.",
	};
}
