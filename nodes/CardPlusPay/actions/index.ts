import type { Operation, ResourcePanel } from '../../shared/node/operation';
import type { Connection } from '../supplier/connection';
import { checkConnection } from './account/checkConnection.operation';
import { getApiInfo } from './account/getApiInfo.operation';
import { getBalance } from './account/getBalance.operation';
import { getSecureData } from './card/getSecureData.operation';
import { checkAvailability } from './inventory/checkAvailability.operation';
import { getInventory } from './inventory/getInventory.operation';
import { checkStatus } from './order/checkStatus.operation';
import { create } from './order/create.operation';
import { findLost } from './order/findLost.operation';
import { forgetReference } from './order/forgetReference.operation';
import { get } from './order/get.operation';
import { getMany } from './order/getMany.operation';
import { preview } from './order/preview.operation';

export const resources: ResourcePanel[] = [
	{ value: 'account', name: 'Account' },
	{ value: 'card', name: 'Card' },
	{ value: 'inventory', name: 'Inventory' },
	{ value: 'order', name: 'Order' },
];

export const operations: Array<Operation<Connection>> = [
	getInventory,
	checkAvailability,
	create,
	checkStatus,
	get,
	getMany,
	preview,
	findLost,
	forgetReference,
	getSecureData,
	getBalance,
	checkConnection,
	getApiInfo,
];
