import type { Random, SupplierId } from './frame.ts';

/** A `Random` that can be restarted: a reset then gives the same catalogue as a new start. */
export interface SeededRandom extends Random {
	restart(seed: number): void;
}

/**
 * Each user of randomness has its own stream: requests reach the three suppliers in any order, which must not change
 * what each of them generates.
 */
export function seedOf(seed: number, user: SupplierId | 'faults'): number {
	let hash = 2166136261 ^ seed; // FNV-1a
	for (const character of user) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619);
	return hash >>> 0;
}

/** Mulberry32: small, fast and good enough for stock, ids and faults. Not for secrets. */
export function createRandom(seed: number): SeededRandom {
	let state = seed >>> 0;

	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
	const integer = (minInclusive: number, maxInclusive: number): number =>
		minInclusive + Math.floor(next() * (maxInclusive - minInclusive + 1));
	const hex = (length: number): string => {
		let text = '';
		while (text.length < length) text += integer(0, 15).toString(16);
		return text;
	};

	return {
		next,
		integer,
		hex,
		pick: (list) => {
			if (list.length === 0) throw new Error('Nothing to pick from: the list is empty.');
			return list[integer(0, list.length - 1)]!;
		},
		uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[integer(0, 3)]}${hex(3)}-${hex(12)}`,
		restart: (newSeed) => {
			state = newSeed >>> 0;
		},
	};
}
