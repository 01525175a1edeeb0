import type { Operation } from '../../shared/operation/operation';
import type { GiftCardPartnersClient } from '../client/client';
import { checkConnection } from './account/checkConnection.operation';
import { getBalance } from './account/getBalance.operation';
import { getSecureData } from './card/getSecureData.operation';
import { deliveryOperations } from './delivery/listOperations';
import { getInventory } from './inventory/getInventory.operation';
import { getProduct } from './inventory/getProduct.operation';
import { getMany } from './order/getMany.operation';
import { orderOperations } from './order/standardOperations';

export const operations: Array<Operation<GiftCardPartnersClient>> = [
	checkConnection,
	getBalance,
	getSecureData,
	...deliveryOperations,
	getInventory,
	getProduct,
	getMany,
	...orderOperations,
];
