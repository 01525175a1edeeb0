const MAX_KEYS = 1000;
const MAX_TRIGGERS = 200;

/** Sets of keys by trigger, in the memory of this process. They are meant to be empty after n8n restarts. */
export interface KeySetsByTrigger {
	/** @param trigger names the trigger within this process */
	of(trigger: string): BoundedKeySet;
}

/** Keeps the newest 1000 keys, each with the time at which it was added last (ms since 1970). */
export interface BoundedKeySet {
	has(key: string): boolean;
	add(key: string): void;
	addedAt(key: string): number | undefined;
	/** The oldest first. */
	keys(): string[];
}

const all: Array<Map<string, unknown>> = [];

export function keySetsByTrigger(): KeySetsByTrigger {
	const byTrigger = new Map<string, Map<string, number>>();
	all.push(byTrigger);
	return {
		of(trigger) {
			const times = byTrigger.get(trigger) ?? new Map<string, number>();
			byTrigger.delete(trigger);
			byTrigger.set(trigger, times);
			dropOldest(byTrigger, MAX_TRIGGERS);
			return {
				has: (key) => times.has(key),
				add(key) {
					times.delete(key);
					times.set(key, Date.now());
					dropOldest(times, MAX_KEYS);
				},
				addedAt: (key) => times.get(key),
				keys: () => [...times.keys()],
			};
		},
	};
}

/**
 * For tests, which load the built package: what a restart of n8n does to every set there is.
 *
 * @public
 */
export function forgetKeySets(): void {
	for (const byTrigger of all) byTrigger.clear();
}

/** Maps keep their keys in the order of insertion. */
function dropOldest(
	kept: { size: number; keys(): IterableIterator<string>; delete(key: string): boolean },
	max: number,
): void {
	for (const oldest of kept.keys()) {
		if (kept.size <= max) return;
		kept.delete(oldest);
	}
}
