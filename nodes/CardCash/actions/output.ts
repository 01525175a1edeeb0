import type { JsonObject } from '../../shared/model/json';
import type { ItemParameters } from '../../shared/panel/itemParameters';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import { maskBody } from '../../shared/secrets/mask';
import type { Shown } from '../../shared/secrets/shown';
import { SHOWN_OF_ORDER } from '../client/shown';

/** The shared model, or with Simplify off what of CardCash's own body may be shown. */
export function simplified(item: ItemParameters, model: JsonObject, body: JsonObject, shown: Shown): JsonObject {
	return item.flag('simplify') ? model : maskBody(body, shown);
}

/** An order without codes: only Get Secure Data outputs them. */
export function presentOrder({ order, raw }: SupplierOrder, isSimplified: boolean): JsonObject {
	return isSimplified ? order : maskBody(raw, SHOWN_OF_ORDER);
}
