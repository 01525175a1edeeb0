import { simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import { parseWholeNumber } from '../../../shared/panel/itemParameters';
import type { JsonObject } from '../../../shared/model/json';
import { ProblemError } from '../../../shared/model/problem';
import type { CartChange } from '../../client/cart';
import { changeQuantity, quantityGoal, quantityInCart, fetchCart, removeFromCart } from '../../client/cart';
import { NO_CART, NOT_IN_CART } from '../../client/cartProblems';
import type { CardCashClient } from '../../client/client';
import type { CartCardId } from '../../client/ids';
import { MOST_OF_ONE_KIND } from '../order/parseCards';
import { cartLineField, inTurn, parseCartLine, shownCart } from './cartFields';

export const updateQuantity: PlainOperation<CardCashClient> = {
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
	async run(client, item) {
		const cartCardId = parseCartLine(item);
		const target = parseWholeNumber(item.value('quantity'), 'Quantity', 0, MOST_OF_ONE_KIND);
		return await inTurn(client, async () => {
			const { before, change } = await bringTo(client, cartCardId, target);
			const quantity = quantityInCart(change.cart, cartCardId);
			return [shownCart(item, change.cart, quantityFields(before, target, quantity), change.body)];
		});
	},
};

/** CardCash takes a difference, which must not be sent twice: so the cart is read first, each time (docs/contracts/cardcash.md 3.9). */
async function bringTo(
	client: CardCashClient,
	cartCardId: CartCardId,
	target: number,
): Promise<{ before: number; change: CartChange }> {
	const cart = await fetchCart(client);
	if (!cart) throw new ProblemError(NO_CART);
	const before = quantityInCart(cart, cartCardId);
	if (before === target) return { before, change: { cart } };
	if (before === 0) throw new ProblemError(NOT_IN_CART);
	const { cartId } = cart;
	const change =
		target === 0
			? await removeFromCart(client, cartId, cartCardId)
			: await changeQuantity(client, cartId, cartCardId, target - before, quantityGoal(cartCardId, target));
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
