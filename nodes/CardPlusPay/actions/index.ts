import type { Operation } from '../../shared/operation/operation';
import type { CardPlusPayClient } from '../client/client';
import { checkConnection } from './account/checkConnection.operation';
import { getApiInfo } from './account/getApiInfo.operation';
import { getBalance } from './account/getBalance.operation';
import { getSecureData } from './card/getSecureData.operation';
import { checkAvailability } from './inventory/checkAvailability.operation';
import { getInventory } from './inventory/getInventory.operation';
import { getMany } from './order/getMany.operation';
import { orderOperations } from './order/standardOperations';

export const operations: Array<Operation<CardPlusPayClient>> = [
	getInventory,
	checkAvailability,
	getMany,
	getSecureData,
	getBalance,
	checkConnection,
	getApiInfo,
	...orderOperations,
];
