import { shown } from '../../shared/secrets/shown';

/*
 * What of CardPlusPay's replies may be shown where codes may not: the keys of docs/contracts/cardpluspay.md 3. Left out
 * is what can be spent, and everything that no guide names.
 */

/** An order, from its reply, read back, or as a row of the list (3.3 to 3.5). */
export const SHOWN_OF_ORDER = shown({
	type: 'text',
	/** Holds the item code (gap 8). */
	brand: 'id',
	state: 'text',
	status: 'text',
	amount: 'amount',
	total_denomination: 'amount',
	denomination_unit: 'text',
	order_id: 'id',
	order_no: 'id',
	created_at: 'time',
	email: 'id',
	quantity: 'amount',
	codes: {
		status: 'text',
		state: 'text',
		type: 'text',
		item_code: 'id',
		currency: 'text',
		denomination: 'amount',
		denomination_unit: 'text',
		charged_amount: 'amount',
		created_at: 'time',
	},
});

/** A product of the catalogue (3.1). */
export const SHOWN_OF_PRODUCT = shown({
	item_code: 'id',
	product_name: 'text',
	brand: 'text',
	category: 'text',
	value: 'amount',
	price: 'amount',
	currency: 'text',
	region: 'text',
	delivery_type: 'text',
	country_code: ['text'],
});

/** The reply to a stock check (3.2). */
export const SHOWN_OF_CHECK = shown({ price: 'amount', state: 'text', message: 'text', requested: 'amount' });

export const SHOWN_OF_BALANCE = shown({ balance: 'amount', currency: 'text', state: 'text' });

/** GET / announces a version and deprecations; their shape isn't documented (1), so these are the usual names. */
export const SHOWN_OF_API_INFO = shown({
	name: 'text',
	message: 'text',
	state: 'text',
	status: 'text',
	version: 'id',
	current_version: 'id',
	api_version: 'id',
	versions: ['id'],
	deprecations: {
		endpoint: 'text',
		path: 'text',
		method: 'text',
		version: 'id',
		message: 'text',
		description: 'text',
		replacement: 'text',
		since: 'time',
		date: 'time',
		sunset: 'time',
	},
	deprecated: 'text',
});
