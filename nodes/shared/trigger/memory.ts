import type { OrderEvent } from './event';

const MOST_KEPT = 1000;
const MOST_TRIGGERS = 200;

/** What this process has handed over to n8n, by trigger. Forgotten when n8n is started anew, on purpose. */
const handedOver = new Map<string, Set<string>>();
const polled = new Set<string>();

export interface ProcessMemory {
	wasHandedOver(id: string, event: OrderEvent): boolean;
	handOver(id: string, event: OrderEvent): void;
	/** True once: the poll with which n8n switches a trigger on. */
	isFirstPoll(): boolean;
}

/** @param trigger names the trigger within this process */
export function memoryOf(trigger: string): ProcessMemory {
	const here = handedOver.get(trigger) ?? new Set<string>();
	handedOver.delete(trigger);
	handedOver.set(trigger, here);
	dropOldest(handedOver, MOST_TRIGGERS);
	const key = (id: string, event: OrderEvent) => `${id}|${event}`;
	return {
		wasHandedOver: (id, event) => here.has(key(id, event)),
		handOver(id, event) {
			here.add(key(id, event));
			dropOldest(here, MOST_KEPT);
		},
		isFirstPoll() {
			const isFirst = !polled.has(trigger);
			polled.add(trigger);
			dropOldest(polled, MOST_TRIGGERS);
			return isFirst;
		},
	};
}

/** For tests: what a new start of n8n does. */
export function forgetProcess(): void {
	handedOver.clear();
	polled.clear();
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
