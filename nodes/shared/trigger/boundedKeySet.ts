const MAX_KEYS = 1000;
const MAX_TRIGGERS = 200;

/** Sets of keys by trigger, in the memory of this process. They are meant to be empty after n8n restarts. */
export interface KeySetsByTrigger {
	/** @param trigger names the trigger within this process */
	of(trigger: string): BoundedKeySet;
	clear(): void;
}

/** Keeps the newest 1000 keys. */
export interface BoundedKeySet {
	has(key: string): boolean;
	add(key: string): void;
}

export function keySetsByTrigger(): KeySetsByTrigger {
	const byTrigger = new Map<string, Set<string>>();
	return {
		of(trigger) {
			const keys = byTrigger.get(trigger) ?? new Set<string>();
			byTrigger.delete(trigger);
			byTrigger.set(trigger, keys);
			dropOldest(byTrigger, MAX_TRIGGERS);
			return {
				has: (key) => keys.has(key),
				add(key) {
					keys.add(key);
					dropOldest(keys, MAX_KEYS);
				},
			};
		},
		clear: () => byTrigger.clear(),
	};
}

/** Maps and sets keep their keys in the order of insertion. */
function dropOldest(
	kept: { size: number; keys(): IterableIterator<string>; delete(key: string): boolean },
	max: number,
): void {
	for (const oldest of kept.keys()) {
		if (kept.size <= max) return;
		kept.delete(oldest);
	}
}
