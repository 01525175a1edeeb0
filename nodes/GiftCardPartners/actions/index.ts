import type { Operation } from '../../shared/operation/operation';
import type { GiftCardPartnersClient } from '../client/client';
import { checkConnection } from './account/checkConnection.operation';
import { getBalance } from './account/getBalance.operation';
import { getSecureData } from './card/getSecureData.operation';
import { getBrandings } from './delivery/getBrandings.operation';
import { getCarriers } from './delivery/getCarriers.operation';
import { getDepartments } from './delivery/getDepartments.operation';
import { getShippingMethods } from './delivery/getShippingMethods.operation';
import { getInventory } from './inventory/getInventory.operation';
import { getProduct } from './inventory/getProduct.operation';
import { getMany } from './order/getMany.operation';
import { orderOperations } from './order/standardOperations';

export const operations: Array<Operation<GiftCardPartnersClient>> = [
	checkConnection,
	getBalance,
	getSecureData,
	getBrandings,
	getCarriers,
	getDepartments,
	getShippingMethods,
	getInventory,
	getProduct,
	getMany,
	...orderOperations,
];
