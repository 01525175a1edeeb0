import type { Item } from '../../../shared/node/item';
import { badInput, optionalTextIn, wholeNumberIn } from '../../../shared/node/item';
import type { Patience } from '../../../shared/purchase/place';
import type { Cart } from '../../supplier/evidence';
import { readItemCode, readQuantity } from '../readFields';
import { SETTLE_SECONDS } from './orderFields';

export function readReferenceAndCart(item: Item): { reference: string; cart: Cart } {
	const reference = item.text('orderReference', 'Order Reference');
	const cart: Cart = { itemCode: readItemCode(item), quantity: readQuantity(item) };
	const email = readEmail(item);
	return { reference, cart: email === undefined ? cart : { ...cart, email } };
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function readEmail(item: Item): string | undefined {
	const email = optionalTextIn(item.options('options').email, 'Email');
	if (email === undefined || EMAIL.test(email)) return email;
	throw badInput(
		'Email',
		'is not an email address',
		"Enter one address such as name@email.com in 'Email', or remove the option.",
	);
}

export function readPatience(item: Item): Patience {
	const { settleTime = SETTLE_SECONDS, looks = 3 } = item.options('options');
	return {
		settleMs: wholeNumberIn(settleTime, 'Settle Time (Seconds)', 0, 3600) * 1000,
		looks: wholeNumberIn(looks, 'Looks After a Lost Reply', 1, 20),
	};
}
