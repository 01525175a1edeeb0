import { deliveryListOperation } from './deliveryList';

export const getCarriers = deliveryListOperation('Carriers', {
	operation: 'getCarriers',
	name: 'Get Card Carriers',
	action: 'Get card carriers',
	description: 'List the packagings for physical cards',
});
