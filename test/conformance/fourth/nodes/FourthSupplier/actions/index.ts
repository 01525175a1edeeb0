import type { Operation } from '../../shared/operation/operation';
import type { FourthSupplierClient } from '../client/client';
import { getBalance } from './account/getBalance.operation';
import { getSecureData } from './card/getSecureData.operation';
import { getInventory } from './inventory/getInventory.operation';
import { orderOperations } from './order/standardOperations';

export const operations: Array<Operation<FourthSupplierClient>> = [
	getInventory,
	getSecureData,
	getBalance,
	...orderOperations,
];
