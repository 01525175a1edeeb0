/** Who has to pass: the suppliers of the package, and a made-up one that the package knows nothing of. */
import { everyRig } from '../rigs';
import type { SupplierRig } from '../rigs/rig';
import { fourthSupplier } from './fourth/rig';

export const suppliers: SupplierRig[] = [...everyRig, fourthSupplier];
