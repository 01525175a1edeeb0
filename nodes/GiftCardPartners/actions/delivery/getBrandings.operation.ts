import { deliveryListOperation } from './deliveryList';

export const getBrandings = deliveryListOperation('Brandings', {
	operation: 'getBrandings',
	name: 'Get Brandings',
	action: 'Get brandings',
	description: 'List the branding templates of the account',
});
