import type { Operation, ResourcePanel } from '../../shared/node/operation';
import type { CardCash } from '../supplier/cardCash';
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
import { checkStatus } from './order/checkStatus.operation';
import { create } from './order/create.operation';
import { findLost } from './order/findLost.operation';
import { forgetReference } from './order/forgetReference.operation';
import { get as getOrder } from './order/get.operation';
import { getMany as getManyOrders } from './order/getMany.operation';
import { preview } from './order/preview.operation';

export const resources: ResourcePanel[] = [
	{ value: 'account', name: 'Account' },
	{ value: 'card', name: 'Card' },
	{ value: 'cart', name: 'Cart' },
	{ value: 'inventory', name: 'Inventory' },
	{ value: 'order', name: 'Order' },
];

export const operations: Array<Operation<CardCash>> = [
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
	checkStatus,
	create,
	findLost,
	forgetReference,
	getOrder,
	getManyOrders,
	preview,
];
