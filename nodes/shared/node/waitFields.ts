import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { pause } from '../http/pause';
import { isCancelled } from '../http/send';
import type { SupplierOrder } from '../purchase/outcome';
import type { Pacing, Waiting } from '../purchase/waiting';
import { takeTurns } from '../purchase/turns';
import { waitForOrder } from '../purchase/waiting';
import type { Item } from './item';
import { numberIn } from './item';

const MOST_MINUTES = 60;
/** How many orders may be asked about at the same time. */
export const LANES = 8;

/** Waiting for fulfillment, in Create Order and Check Status. */
export const waitFields: INodeProperties[] = [
	{
		displayName: 'Wait for Fulfillment',
		name: 'waitForFulfillment',
		type: 'boolean',
		default: false,
		description: 'Whether to wait until the order is fulfilled, is canceled or needs a person, before going on',
	},
	{
		displayName: 'Wait at Most (Minutes)',
		name: 'waitLimit',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: MOST_MINUTES },
		default: 5,
		displayOptions: { show: { waitForFulfillment: [true] } },
		description:
			'At this limit, counted for all items together, an order comes out as it is then. For hours or days use a trigger, or a Wait node with Check Status after it.',
	},
];

/** How long to wait, in ms; 0 when not at all. */
export function readWaitMs(item: Item): number {
	if (!item.flag('waitForFulfillment')) return 0;
	return numberIn(item.value('waitLimit'), 'Wait at Most (Minutes)', 0, MOST_MINUTES) * 60_000;
}

/** Check Status where it waits: reads, and reads on until the order has come to something or the time is over. */
export async function readOrWait(
	read: () => Promise<SupplierOrder>,
	pacing: Pacing,
	item: Item,
	context: IExecuteFunctions,
	startedAt: number,
): Promise<SupplierOrder> {
	const waitMs = readWaitMs(item);
	if (waitMs === 0) return await read();
	// All items wait at the same time; only so many ask at the same time.
	const inLane = async () => await takeTurns(`waiting|${context.getNode().id}|${item.index % LANES}`, read);
	return await waitForOrder(await inLane(), inLane, pacing, waitingUntil(context, startedAt + waitMs));
}

export function isWaiting(item: Item): boolean {
	return item.flag('waitForFulfillment');
}

export function waitingUntil(context: IExecuteFunctions, deadline: number): Waiting {
	return {
		deadline,
		isCancelled: () => isCancelled(context),
		pause: async (ms) => await pause(ms, () => isCancelled(context)),
	};
}
