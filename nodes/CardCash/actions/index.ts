import type { Operation } from '../../shared/operation/operation';
import type { CardCashClient } from '../client/client';
import { getBalance } from './account/getBalance.operation';
import { getPaymentMethods } from './account/getPaymentMethods.operation';
import { getTransactions } from './account/getTransactions.operation';
import { get as getCard } from './card/get.operation';
import { getMany as getManyCards } from './card/getMany.operation';
import { getSecureData } from './card/getSecureData.operation';
import { update as updateCard } from './card/update.operation';
import { addCards } from './cart/addCards.operation';
import { applyCoupon } from './cart/applyCoupon.operation';
import { create as createCart } from './cart/create.operation';
import { get as getCart } from './cart/get.operation';
import { removeCard } from './cart/removeCard.operation';
import { removeCoupon } from './cart/removeCoupon.operation';
import { updateQuantity } from './cart/updateQuantity.operation';
import { getInventory } from './inventory/getInventory.operation';
import { getMerchants } from './inventory/getMerchants.operation';
import { getMany as getManyOrders } from './order/getMany.operation';
import { orderOperations } from './order/standardOperations';

export const operations: Array<Operation<CardCashClient>> = [
	getBalance,
	getPaymentMethods,
	getTransactions,
	getCard,
	getManyCards,
	getSecureData,
	updateCard,
	addCards,
	applyCoupon,
	createCart,
	getCart,
	removeCard,
	removeCoupon,
	updateQuantity,
	getInventory,
	getMerchants,
	getManyOrders,
	...orderOperations,
];
