import type { JsonObject } from '../../../shared/http/json';
import type { Item } from '../../../shared/node/item';
import type { SupplierOrder } from '../../../shared/purchase/outcome';
import { maskedBody } from '../../supplier/translateCard';
import { simplified } from '../fields';

/** An order as it comes out; its cards have no codes, which only Get Secure Data shows. */
export function presentOrder({ order, raw }: SupplierOrder, item: Item): JsonObject {
	return simplified(item, order, () => maskedBody(raw));
}
