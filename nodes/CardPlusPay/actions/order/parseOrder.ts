import type { ItemParameters } from '../../../shared/panel/itemParameters';
import { badInput, parseOptionalText } from '../../../shared/panel/itemParameters';
import type { ParsedOrder } from '../../../shared/operation/operation';
import type { Cart } from '../../client/evidence';
import { parseItemCode, parseQuantity } from '../parseFields';

export function parseOrder(item: ItemParameters): ParsedOrder<Cart> {
	const reference = item.text('orderReference', 'Order Reference');
	const cart: Cart = { itemCode: parseItemCode(item), quantity: parseQuantity(item) };
	const email = parseEmail(item);
	return { reference, cart: email === undefined ? cart : { ...cart, email } };
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function parseEmail(item: ItemParameters): string | undefined {
	const email = parseOptionalText(item.options('options').email, 'Email');
	if (email === undefined || EMAIL.test(email)) return email;
	throw badInput(
		'Email',
		'is not an email address',
		"Enter one address such as name@email.com in 'Email', or remove the option.",
	);
}
