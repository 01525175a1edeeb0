const MOST_KEPT = 1000;
const MOST_TRIGGERS = 200;

/** Keys that this process has noted for each trigger, the newest of them. Forgotten when n8n is started anew, on purpose. */
export interface KeySetsByTrigger {
	/** @param trigger names the trigger within this process */
	of(trigger: string): BoundedKeySet;
	clear(): void;
}

export interface BoundedKeySet {
	has(key: string): boolean;
	add(key: string): void;
}

export function keySetsByTrigger(): KeySetsByTrigger {
	const byTrigger = new Map<string, Set<string>>();
	return {
		of(trigger) {
			const here = byTrigger.get(trigger) ?? new Set<string>();
			byTrigger.delete(trigger);
			byTrigger.set(trigger, here);
			dropOldest(byTrigger, MOST_TRIGGERS);
			return {
				has: (key) => here.has(key),
				add(key) {
					here.add(key);
					dropOldest(here, MOST_KEPT);
				},
			};
		},
		clear: () => byTrigger.clear(),
	};
}

/** Maps and sets keep the order in which their keys came. */
function dropOldest(
	kept: { size: number; keys(): IterableIterator<string>; delete(key: string): boolean },
	most: number,
): void {
	for (const oldest of kept.keys()) {
		if (kept.size <= most) return;
		kept.delete(oldest);
	}
}
