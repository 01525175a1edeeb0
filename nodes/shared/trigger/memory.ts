import type { OrderEvent } from './event';
import { notedByTrigger } from './noted';

/** What this process has handed over to n8n. */
const handedOver = notedByTrigger();
const polls = notedByTrigger();
const FIRST = 'first';

export interface ProcessMemory {
	wasHandedOver(id: string, event: OrderEvent): boolean;
	handOver(id: string, event: OrderEvent): void;
	/** True once: the poll with which n8n switches a trigger on. */
	isFirstPoll(): boolean;
}

/** @param trigger names the trigger within this process */
export function memoryOf(trigger: string): ProcessMemory {
	const here = handedOver.of(trigger);
	const key = (id: string, event: OrderEvent) => `${id}|${event}`;
	return {
		wasHandedOver: (id, event) => here.has(key(id, event)),
		handOver: (id, event) => here.add(key(id, event)),
		isFirstPoll() {
			const noted = polls.of(trigger);
			const isFirst = !noted.has(FIRST);
			noted.add(FIRST);
			return isFirst;
		},
	};
}

/** For tests: what a new start of n8n does. */
export function forgetProcess(): void {
	handedOver.clear();
	polls.clear();
}
