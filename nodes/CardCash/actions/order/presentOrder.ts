import type { JsonObject } from '../../../shared/model/json';
import type { SupplierOrder } from '../../../shared/purchase/outcome';
import { maskedBody } from '../../client/card';

/** An order as everyone may see it: its cards have no codes, which only Get Secure Data shows. */
export function presentOrder({ order, raw }: SupplierOrder, isSimplified: boolean): JsonObject {
	return isSimplified ? order : maskedBody(raw);
}
