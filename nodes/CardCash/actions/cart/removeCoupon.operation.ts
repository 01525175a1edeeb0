import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { isSameCoupon, readCartWithBody, removeCouponFrom } from '../../supplier/cart';
import { otherCoupon } from '../../supplier/cartNotices';
import type { CardCash } from '../../supplier/cardCash';
import { couponCodeOf } from '../../supplier/translateCart';
import { couponField, inTurn, readCoupon, shownCart } from './cartFields';

export const removeCoupon: PlainOperation<CardCash> = {
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
	async run(cardCash, item) {
		const wanted = readCoupon(item);
		return await inTurn(cardCash, async () => {
			const { cart, body } = await readCartWithBody(cardCash);
			const code = couponCodeOf(cart);
			if (!cart || code === undefined) return [shownCart(item, cart, { wasChanged: false }, body)];
			if (wanted !== undefined && !isSameCoupon(code, wanted)) throw otherCoupon(code);
			const change = await removeCouponFrom(cardCash, cart.cartId, code);
			return [shownCart(item, change.cart, { wasChanged: true }, change.body)];
		});
	},
};
