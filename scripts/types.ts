import type { BookedOrder, SupplierId } from '../simulator/frame.ts';
import type { N8n } from './n8n.mjs';
import type { connectSimulator } from './simulator.mjs';

export type { BookedOrder, N8n, SupplierId };

/** What scripts share of n8n's own JSON, as far as they read it. */
export interface WorkflowNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	webhookId?: string;
}

export interface Workflow {
	id: string;
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

/** An item's JSON has the shape that its node gives it. */
export interface Item {
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the packages under test are not imported here
	json: any;
}

/** Credentials in n8n, by type (`cardCashApi`). */
export type Credentials = Record<string, { id: string; name: string; isForSimulator?: boolean }>;

/** The control panel of a running simulator. */
export type Simulator = ReturnType<typeof connectSimulator>;

/** An order that Create Order put out, or an item at "Needs Attention". */
export interface OrderItem {
	orderId?: string;
	orderReference: string;
	purchase: { outcome: string; alreadyExisted: boolean; code: string };
}

export interface Purchase {
	supplier: SupplierId;
	orderPath: string;
	workflow: Workflow;
}
