/** The suppliers of this package. A test for every supplier goes through this list, and none has a list of its own. */
import { cardCash } from './cardCash';
import { cardPlusPay } from './cardPlusPay';
import { giftCardPartners } from './giftCardPartners';
import type { SupplierRig } from './rig';

export const rigs = { cardCash, cardPlusPay, giftCardPartners } satisfies Record<string, SupplierRig>;

export type SupplierId = keyof typeof rigs;

/** For `describe.each`, whose title says `$name`. */
export const everyRig: SupplierRig[] = Object.values(rigs);
