import { newOrderIdField } from '../../shared/panel/commonFields';
import type { ItemParameters } from '../../shared/panel/itemParameters';

export const orderIdField = newOrderIdField(
	"The 'orderId' from Create Order. To look an order up by your Order Reference, use Get Many.",
);

export function parseOrderId(item: ItemParameters): string {
	return item.text('orderId', 'Order ID');
}
