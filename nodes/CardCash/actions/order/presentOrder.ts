import type { JsonObject } from '../../../shared/http/json';
import type { SupplierOrder } from '../../../shared/purchase/outcome';
import { maskedBody } from '../../supplier/translateCard';

/** An order as it comes out; its cards have no codes, which only Get Secure Data shows. */
export function presentOrder({ order, raw }: SupplierOrder, isSimplified: boolean): JsonObject {
	return isSimplified ? ({ ...order } as unknown as JsonObject) : maskedBody(raw);
}
