import type { Pacing } from '../../shared/purchase/waiting';

/** By the size of the order: 3 s and one more for each 50 cards, at most five minutes (docs/contracts/gift-card-partners.md 6). */
export const PACING: Pacing = { firstMs: 3000, perCardMs: 20, mostMs: 300_000 };
