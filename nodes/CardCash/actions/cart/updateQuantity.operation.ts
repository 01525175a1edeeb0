import type { JsonObject } from '../../../shared/model/json';
import { ProblemError } from '../../../shared/model/problem';
import type { PlainOperation } from '../../../shared/operation/operation';
import { newQuantityField, simplifyField } from '../../../shared/panel/commonFields';
import { parseWholeNumber } from '../../../shared/panel/itemParameters';
import { quantityInCart } from '../../client/cart';
import type { CartChange } from '../../client/cartEndpoints';
import { cartUncertain, changeQuantity, fetchCart, removeFromCart } from '../../client/cartEndpoints';
import type { CardCashClient } from '../../client/client';
import { unexpectedShape } from '../../client/endpoints';
import { NO_CART, NOT_IN_CART } from '../../client/problems';
import type { CartCardId } from '../../client/values';
import { MAX_QUANTITY } from '../order/parseCards';
import { cartLineField, runCartExclusive, parseCartLine, toCartOutput } from './cartFields';

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
				...newQuantityField('How many of these cards the cart is to hold; 0 removes the line'),
				typeOptions: { minValue: 0 },
			},
			simplifyField,
		],
	},
	async run(client, item) {
		const cartCardId = parseCartLine(item);
		const target = parseWholeNumber(item.value('quantity'), 'Quantity', 0, MAX_QUANTITY);
		return await runCartExclusive(client, async () => {
			const { before, change } = await setQuantity(client, cartCardId, target);
			const quantity = quantityInCart(change.cart, cartCardId);
			if (quantity === undefined) throw cartUncertain('How many of these cards the cart holds now can not be read.');
			return [toCartOutput(item, change.cart, quantityFields(before, target, quantity), change.body)];
		});
	},
};

/** CardCash takes a difference, so the cart is read first, every time (docs/contracts/cardcash.md 3.9). */
async function setQuantity(
	client: CardCashClient,
	cartCardId: CartCardId,
	target: number,
): Promise<{ before: number; change: CartChange }> {
	const cart = await fetchCart(client);
	if (!cart) throw new ProblemError(NO_CART);
	const before = quantityInCart(cart, cartCardId);
	// From a quantity that can't be read there is no difference to send.
	if (before === undefined) throw unexpectedShape();
	if (before === target) return { before, change: { cart } };
	if (before === 0) throw new ProblemError(NOT_IN_CART);
	const { cartId } = cart;
	const change =
		target === 0
			? await removeFromCart(client, cartId, cartCardId)
			: await changeQuantity(client, cartId, cartCardId, { from: before, to: target });
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
		...(isComplete
			? {}
			: { message: `CardCash does not have all of these cards: the cart now holds ${quantity} of them.` }),
	};
}
