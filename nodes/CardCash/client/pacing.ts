import type { Pacing } from '../../shared/purchase/waiting';

/** First after 5 s, at most a minute between two questions (docs/contracts/cardcash.md 6 #26). */
export const PACING: Pacing = { firstMs: 5000, perCardMs: 0, mostMs: 60_000 };
