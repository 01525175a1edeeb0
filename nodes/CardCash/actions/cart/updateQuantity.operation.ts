import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { wholeNumberIn } from '../../../shared/node/item';
import type { JsonObject } from '../../../shared/http/json';
import { StaffError } from '../../../shared/model/staffError';
import type { CartChange } from '../../supplier/cart';
import { changeQuantity, quantityGoal, quantityIn, readCart, removeFromCart } from '../../supplier/cart';
import { NO_CART, NOT_IN_CART } from '../../supplier/cartNotices';
import type { CardCash } from '../../supplier/cardCash';
import type { CartCardId } from '../../supplier/ids';
import { MOST_OF_ONE_KIND } from '../order/readCards';
import { cartLineField, inTurn, readCartLine, shownCart } from './cartFields';

export const updateQuantity: PlainOperation<CardCash> = {
	kind: 'plain',
	isSequential: true,
	panel: {
		resource: 'cart',
		operation: 'updateQuantity',
		name: 'Update Quantity',
		action: 'Update quantity in cart',
		description: 'Set how many cards a line of the cart holds',
		endpoints: ['GET /v3/carts', 'PUT /v3/carts/{cartId}/cards/{cardId}', 'DELETE /v3/carts/{cartId}/cards/{cardId}'],
		fields: [
			cartLineField,
			{
				displayName: 'Quantity',
				name: 'quantity',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: MOST_OF_ONE_KIND, numberPrecision: 0 },
				default: 1,
				description: 'How many of these cards the cart is to hold in the end; 0 takes the line out',
			},
			simplifyField,
		],
	},
	async run(cardCash, item) {
		const cartCardId = readCartLine(item);
		const target = wholeNumberIn(item.value('quantity'), 'Quantity', 0, MOST_OF_ONE_KIND);
		return await inTurn(cardCash, async () => {
			const { before, change } = await bringTo(cardCash, cartCardId, target);
			const quantity = quantityIn(change.cart, cartCardId);
			return [shownCart(item, change.cart, quantityFields(before, target, quantity), change.body)];
		});
	},
};

/** CardCash takes a difference, which must not be sent twice: so the cart is read first, each time (contracts/cardcash.md 3.9). */
async function bringTo(
	cardCash: CardCash,
	cartCardId: CartCardId,
	target: number,
): Promise<{ before: number; change: CartChange }> {
	const cart = await readCart(cardCash);
	if (!cart) throw new StaffError(NO_CART);
	const before = quantityIn(cart, cartCardId);
	if (before === target) return { before, change: { cart } };
	if (before === 0) throw new StaffError(NOT_IN_CART);
	const { cartId } = cart;
	const change =
		target === 0
			? await removeFromCart(cardCash, cartId, cartCardId)
			: await changeQuantity(cardCash, cartId, cartCardId, target - before, quantityGoal(cartCardId, target));
	return { before, change };
}

function quantityFields(quantityBefore: number, quantityWanted: number, quantity: number): JsonObject {
	const isComplete = quantity === quantityWanted;
	return {
		quantityBefore,
		quantityWanted,
		quantity,
		wasChanged: quantity !== quantityBefore,
		isComplete,
		...(isComplete ? {} : { message: `CardCash has not all of these cards: the cart now holds ${quantity} of them.` }),
	};
}
