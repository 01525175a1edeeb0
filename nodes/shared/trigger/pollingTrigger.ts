import type { IExecuteFunctions, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { CallingContext } from '../n8n/contexts';
import type { SupplierOrder } from '../purchase/outcome';
import { dropAlreadyStarted } from './dropAlreadyStarted';
import type { OrderEvent } from './event';
import type { WatchedOrders } from './pollOrders';
import { pollOrders } from './pollOrders';
import { sampleItems } from './sample';

/** The two methods of a trigger node that finds its orders by polling alone. */
export interface PollingTrigger {
	poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null>;
	execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

/**
 * @param open the orders of the node's credential; sends nothing yet
 * @param sampleOrder a made-up order with this event, in the supplier's own shape
 */
export function pollingTrigger(
	open: (context: CallingContext) => Promise<WatchedOrders>,
	sampleOrder: (event: OrderEvent) => SupplierOrder,
): PollingTrigger {
	return {
		async poll() {
			return await pollOrders(this, async () => await open(this));
		},
		/** Begins the execution with what a poll has found; in the editor, where nothing has been found, with a sample. */
		async execute() {
			if (this.getMode() !== 'manual') return [await dropAlreadyStarted(this)];
			return [await sampleItems(this, async () => await open(this), sampleOrder)];
		},
	};
}
