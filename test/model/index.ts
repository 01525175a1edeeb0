/** The model of a purchase, explored within bounds. `replay.ts` plays its traces on the compiled code. */
export { type Design, REMEDIED, type Remedy, type Safeguard, SAFEGUARDS, TODAY, without } from './design';
export { type Exploration, exploreModel, type ExploreOptions, type FoundViolation, type Trace } from './explore';
export type { Bounds } from './machine';
