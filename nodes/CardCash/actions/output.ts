import type { JsonObject } from '../../shared/model/json';
import type { ItemParameters } from '../../shared/panel/itemParameters';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import { maskedBody } from '../client/card';

/** The shared model, or with Simplify off CardCash's own body with its codes masked. */
export function simplified(item: ItemParameters, model: JsonObject, body: JsonObject): JsonObject {
	return item.flag('simplify') ? model : maskedBody(body);
}

/** An order without codes: only Get Secure Data outputs them. */
export function presentOrder({ order, raw }: SupplierOrder, isSimplified: boolean): JsonObject {
	return isSimplified ? order : maskedBody(raw);
}
