import type { INodeProperties } from 'n8n-workflow';

/** Billing details are needed with every method but `ACH` and `DRAWDOWN_ACCOUNT` (docs/contracts/cardcash.md 3.3). */
export const METHODS_WITH_BILLING = ['ACH_CREDITCARD', 'CREDITCARD', 'STORE_CREDIT'];

const addressFields: INodeProperties[] = [
	{ displayName: 'First Name', name: 'firstname', type: 'string', default: '', placeholder: 'e.g. Olive' },
	{ displayName: 'Last Name', name: 'lastname', type: 'string', default: '', placeholder: 'e.g. Operator' },
	{ displayName: 'Street', name: 'street', type: 'string', default: '', placeholder: 'e.g. 1 Main Street' },
	{ displayName: 'City', name: 'city', type: 'string', default: '', placeholder: 'e.g. Springfield' },
	{ displayName: 'State', name: 'state', type: 'string', default: '', placeholder: 'e.g. IL' },
	{ displayName: 'Postcode', name: 'postcode', type: 'string', default: '', placeholder: 'e.g. 62701' },
];

function addressField(displayName: string, name: string, description: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		required: true,
		// Without an address: n8n can't fill in such a default and would not open the workflow.
		default: {},
		placeholder: 'Add Address',
		description,
		options: [{ name: 'address', displayName: 'Address', values: addressFields }],
	};
}

function savedMethodField(
	displayName: string,
	name: string,
	{ searchListMethod, placeholder }: { searchListMethod: string; placeholder: string },
	methods: string[],
): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		// Not `required`: with an expression in Payment Method, n8n would ask for it whatever the expression returns.
		default: { mode: 'list', value: '' },
		displayOptions: { show: { paymentMethod: methods } },
		typeOptions: { loadOptionsDependsOn: ['paymentMethod'] },
		description: 'It must be saved and verified at CardCash',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder,
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 9101',
				validation: [
					{ type: 'regex', properties: { regex: '^\\s*\\d+\\s*$', errorMessage: 'The ID is a whole number' } },
				],
			},
		],
	};
}

/** What an order needs besides its reference and its cards. */
export const checkoutFields: INodeProperties[] = [
	{
		displayName: 'Payment Method',
		name: 'paymentMethod',
		type: 'options',
		default: 'DRAWDOWN_ACCOUNT',
		options: [
			{ name: 'ACH', value: 'ACH', description: 'From a saved bank account; takes days to clear' },
			{
				name: 'ACH With Credit Card',
				value: 'ACH_CREDITCARD',
				description: 'From a saved bank account, backed by a saved card',
			},
			{ name: 'Credit Card', value: 'CREDITCARD', description: 'From a saved card' },
			{ name: 'Drawdown Account', value: 'DRAWDOWN_ACCOUNT', description: 'From the prepaid balance' },
			{ name: 'Store Credit', value: 'STORE_CREDIT' },
		],
	},
	savedMethodField(
		'Saved Payment Method',
		'paymentMethodId',
		{ searchListMethod: 'searchPaymentMethods', placeholder: 'Choose a payment method…' },
		['ACH', 'ACH_CREDITCARD', 'CREDITCARD'],
	),
	savedMethodField(
		'Saved Credit Card',
		'creditCardId',
		{ searchListMethod: 'searchCreditCards', placeholder: 'Choose a credit card…' },
		['ACH_CREDITCARD'],
	),
	addressField('Shipping Details', 'shippingDetails', 'CardCash needs them for every order, even of e-codes'),
	{
		...addressField('Billing Details', 'billingDetails', 'The address of the payment method'),
		required: undefined,
		displayOptions: { show: { paymentMethod: METHODS_WITH_BILLING } },
	},
];

export const couponOption: INodeProperties = {
	displayName: 'Coupon Code',
	name: 'couponCode',
	type: 'string',
	default: '',
	placeholder: 'e.g. SPRING5',
	description: 'A coupon of CardCash, one for each order',
};
