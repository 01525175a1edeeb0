import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { isCancelled, pause } from '../n8n/pause';
import type { SupplierOrder } from '../purchase/outcome';
import type { Pacing, Waiting } from '../purchase/waiting';
import { runExclusive } from '../n8n/keyedMutex';
import { waitForOrder } from '../purchase/waiting';
import type { ItemParameters } from './itemParameters';
import { parseNumber } from './itemParameters';

const MOST_MINUTES = 60;
/** Status requests at the same time, over all items. */
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
		typeOptions: { minValue: 0 },
		default: 5,
		displayOptions: { show: { waitForFulfillment: [true] } },
		description:
			'Counted for all items together. After it an order is output as it is. For hours or days use a trigger, or a Wait node with Check Status after it.',
	},
];

/** How long to wait at most, in ms; 0 where the item doesn't wait. */
export function parseWaitMs(item: ItemParameters): number {
	if (!item.flag('waitForFulfillment')) return 0;
	return parseNumber(item.value('waitLimit'), 'Wait at Most (Minutes)', 0, MOST_MINUTES) * 60_000;
}

/** All items wait at the same time; at most MAX_CONCURRENT_STATUS_READS poll. @param who a node or an account */
export async function fetchExclusively<T>(who: string, index: number, fetch: () => Promise<T>): Promise<T> {
	return await runExclusive(`waiting|${who}|${index % MAX_CONCURRENT_STATUS_READS}`, fetch);
}

/** Reads an order and, where the item waits, reads it again until it is final, needs a person or time is up. */
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
