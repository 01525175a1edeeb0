import type { Operation, ResourcePanel } from '../../shared/node/operation';
import type { CardCash } from '../supplier/cardCash';
import { getBalance } from './account/getBalance.operation';
import { getPaymentMethods } from './account/getPaymentMethods.operation';
import { getTransactions } from './account/getTransactions.operation';
import { get as getCard } from './card/get.operation';
import { getMany as getManyCards } from './card/getMany.operation';
import { getSecureData } from './card/getSecureData.operation';
import { update as updateCard } from './card/update.operation';
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
