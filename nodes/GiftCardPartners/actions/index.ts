import type { Operation, ResourcePanel } from '../../shared/node/operation';
import type { Account } from '../supplier/account';
import { checkConnection } from './account/checkConnection.operation';
import { getBalance } from './account/getBalance.operation';
import { getSecureData } from './card/getSecureData.operation';
import { getBrandings } from './delivery/getBrandings.operation';
import { getCarriers } from './delivery/getCarriers.operation';
import { getDepartments } from './delivery/getDepartments.operation';
import { getShippingMethods } from './delivery/getShippingMethods.operation';
import { getInventory } from './inventory/getInventory.operation';
import { getProduct } from './inventory/getProduct.operation';
import { checkStatus } from './order/checkStatus.operation';
import { create } from './order/create.operation';
import { findLost } from './order/findLost.operation';
import { forgetReference } from './order/forgetReference.operation';
import { get } from './order/get.operation';
import { getMany } from './order/getMany.operation';
import { preview } from './order/preview.operation';

export const resources: ResourcePanel[] = [
	{ name: 'Account', value: 'account' },
	{ name: 'Card', value: 'card' },
	{ name: 'Delivery', value: 'delivery' },
	{ name: 'Inventory', value: 'inventory' },
	{ name: 'Order', value: 'order' },
];

export const operations: Array<Operation<Account>> = [
	checkConnection,
	getBalance,
	getSecureData,
	getBrandings,
	getCarriers,
	getDepartments,
	getShippingMethods,
	getInventory,
	getProduct,
	checkStatus,
	create,
	findLost,
	forgetReference,
	get,
	getMany,
	preview,
];
