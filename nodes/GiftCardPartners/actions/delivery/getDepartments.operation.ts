import { deliveryListOperation } from './deliveryList';

export const getDepartments = deliveryListOperation('Departments', {
	operation: 'getDepartments',
	name: 'Get Departments',
	action: 'Get departments',
	description: 'List the departments of the account',
});
