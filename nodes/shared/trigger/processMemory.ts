import type { OrderEvent } from './event';
import { keySetsByTrigger } from './boundedKeySet';

/** What this process has handed over to n8n. */
const handedOver = keySetsByTrigger();
const polls = keySetsByTrigger();
const FIRST = 'first';

export interface ProcessMemory {
	wasHandedOver(id: string, event: OrderEvent): boolean;
	handOver(id: string, event: OrderEvent): void;
	/** True once: the poll with which n8n switches a trigger on. */
	isFirstPoll(): boolean;
}

/** @param trigger names the trigger within this process */
export function processMemory(trigger: string): ProcessMemory {
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
