import type { JsonObject } from '../../../shared/model/json';
import type { SupplierOrder } from '../../../shared/purchase/outcome';
import { maskBody } from '../../../shared/secrets/mask';
import { SECRET_KEYS } from '../../client/claims';

/** The order in the shared model, or the supplier's own body: in neither is there anything that buys something. */
export function presentOrder({ order, raw }: SupplierOrder, isSimplified: boolean): JsonObject {
	return isSimplified ? order : maskBody(raw, SECRET_KEYS);
}
