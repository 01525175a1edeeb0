import { StaffError } from '../../../shared/model/staffError';
import { simplifyField } from '../../../shared/node/fields';
import { textIn } from '../../../shared/node/item';
import type { PlainOperation } from '../../../shared/node/operation';
import { applyCouponTo, readCart, warningIn } from '../../supplier/cart';
import { NO_CART } from '../../supplier/cartNotices';
import type { CardCash } from '../../supplier/cardCash';
import { couponField, inTurn, readCoupon, shownCart } from './cartFields';

export const applyCoupon: PlainOperation<CardCash> = {
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
	async run(cardCash, item) {
		const code = textIn(readCoupon(item), 'Coupon Code');
		return await inTurn(cardCash, async () => {
			const cart = await readCart(cardCash);
			if (!cart) throw new StaffError(NO_CART);
			const change = await applyCouponTo(cardCash, cart.cartId, code);
			const warning = warningIn(change.body);
			return [shownCart(item, change.cart, warning === undefined ? {} : { warning }, change.body)];
		});
	},
};
