import type { Pacing } from '../../shared/purchase/waiting';

/** First after 2 s, at most a minute between two questions (docs/contracts/cardpluspay.md 6). */
export const PACING: Pacing = { firstMs: 2000, perCardMs: 0, mostMs: 60_000 };
