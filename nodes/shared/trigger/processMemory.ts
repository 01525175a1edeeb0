import { keySetsByTrigger } from './boundedKeySet';
import type { OrderEvent } from './event';

const handedOver = keySetsByTrigger();
const polled = keySetsByTrigger();
const ONCE = 'once';

/** What this process knows of a trigger. A restart of n8n forgets it. */
export interface ProcessMemory {
	/** Whether this process has given the order to n8n for this event. */
	wasHandedOver(id: string, event: OrderEvent): boolean;
	handOver(id: string, event: OrderEvent): void;
	/** True for the first call only: the poll with which n8n switches a trigger on. */
	isFirstPoll(): boolean;
}

/** @param trigger names the trigger within this process */
export function processMemory(trigger: string): ProcessMemory {
	const given = handedOver.of(trigger);
	const key = (id: string, event: OrderEvent) => `${id}|${event}`;
	return {
		wasHandedOver: (id, event) => given.has(key(id, event)),
		handOver: (id, event) => given.add(key(id, event)),
		isFirstPoll() {
			const polls = polled.of(trigger);
			const isFirst = !polls.has(ONCE);
			polls.add(ONCE);
			return isFirst;
		},
	};
}
