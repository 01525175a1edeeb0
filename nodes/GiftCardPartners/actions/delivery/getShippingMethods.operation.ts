import { deliveryListOperation } from './deliveryList';

export const getShippingMethods = deliveryListOperation('ShippingMethods', {
	operation: 'getShippingMethods',
	name: 'Get Shipping Methods',
	action: 'Get shipping methods',
	description: 'List the ways in which physical cards can be shipped, with their cost',
});
