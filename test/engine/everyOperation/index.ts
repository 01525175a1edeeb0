/** Every operation of every node, each run in the ways in which it gives other fields. */
import type { SupplierId } from '../../rigs';
import { cardCash } from './cardCash';
import { cardPlusPay } from './cardPlusPay';
import type { Plays } from './counter';
import { giftCardPartners } from './giftCardPartners';

export { Counter } from './counter';

export const everyOperation: Record<SupplierId, Plays> = { cardCash, cardPlusPay, giftCardPartners };
