import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { isCancelled, pause } from '../n8n/pause';
import type { SupplierOrder } from '../purchase/outcome';
import type { Pacing, Waiting } from '../purchase/waiting';
import { runExclusive } from '../n8n/keyedMutex';
import { waitForOrder } from '../purchase/waiting';
import type { ItemParameters } from './itemParameters';
import { parseNumber } from './itemParameters';

const MOST_MINUTES = 60;
/** How many orders may be asked about at the same time. */
const MAX_CONCURRENT_STATUS_READS = 8;

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
export function parseWaitMs(item: ItemParameters): number {
	if (!item.flag('waitForFulfillment')) return 0;
	return parseNumber(item.value('waitLimit'), 'Wait at Most (Minutes)', 0, MOST_MINUTES) * 60_000;
}

/** All items wait at the same time; at most MAX_CONCURRENT_STATUS_READS poll. @param who a node or an account */
export async function fetchExclusively<T>(who: string, index: number, fetch: () => Promise<T>): Promise<T> {
	return await runExclusive(`waiting|${who}|${index % MAX_CONCURRENT_STATUS_READS}`, fetch);
}

/** Check Status where it waits: reads, and reads on until the order has come to something or the time is over. */
export async function fetchOrWait(
	read: () => Promise<SupplierOrder>,
	pacing: Pacing,
	item: ItemParameters,
	context: IExecuteFunctions,
	startedAt: number,
): Promise<SupplierOrder> {
	const waitMs = parseWaitMs(item);
	if (waitMs === 0) return await read();
	const readExclusively = async () => await fetchExclusively(context.getNode().id, item.index, read);
	return await waitForOrder(
		await readExclusively(),
		readExclusively,
		pacing,
		waitingUntil(context, startedAt + waitMs),
	);
}

export function isWaiting(item: ItemParameters): boolean {
	return item.flag('waitForFulfillment');
}

export function waitingUntil(context: IExecuteFunctions, deadline: number): Waiting {
	return {
		deadline,
		isCancelled: () => isCancelled(context),
		pause: async (ms) => await pause(ms, () => isCancelled(context)),
	};
}
