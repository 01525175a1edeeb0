import { setTimeout as pause } from 'node:timers/promises';

import type { SupplierId } from '../../simulator/frame.ts';
import { exampleWorkflows, withCredentials } from '../../scripts/start/furnish.mjs';
import { outputOf } from '../../scripts/n8n.mjs';
import { credentials, n8n } from './stage';

export interface WorkflowNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	onError?: string;
	[more: string]: unknown;
}

export interface Workflow {
	id: string;
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
}

/** What Create Order puts out, as far as these tests look at it. */
export interface OrderItem {
	orderId: string;
	orderReference: string;
	isFulfilled: boolean;
	message?: string;
	purchase: { outcome: string; alreadyExisted: boolean; attempts: number; code: string; nextStep: string };
}

export interface Execution {
	id: string;
	status: string;
	data: { resultData: { error?: { message: string; description?: string } } };
}

export const EXAMPLE_OF: Record<SupplierId, string> = {
	cardCash: 'buy-from-cardcash',
	cardPlusPay: 'buy-from-cardpluspay',
	giftCardPartners: 'buy-from-gift-card-partners',
};

/** A copy of a shipped example under another id, with the credentials of the simulator. */
export function exampleNamed(example: string, id: string): Workflow {
	const found = (exampleWorkflows() as Workflow[]).find((workflow) => workflow.id === example);
	if (!found) throw new Error(`There is no example ${example}.`);
	const copy = structuredClone(found);
	return { ...(withCredentials(copy, credentials) as Workflow), id, name: `${found.name} (${id})` };
}

export function nodeNamed(workflow: Workflow, name: string): WorkflowNode {
	const node = workflow.nodes.find((each) => each.name === name);
	if (!node) throw new Error(`${workflow.name} has no node "${name}".`);
	return node;
}

/** Makes every execution of an example use this order reference, as a fixed value in its Edit Fields node. */
export function pinReference(workflow: Workflow, reference: string): void {
	const { assignments } = nodeNamed(workflow, 'Order Reference').parameters as {
		assignments: { assignments: Array<{ name: string; value: unknown }> };
	};
	const [assignment] = assignments.assignments;
	if (assignment?.name !== 'orderReference') throw new Error(`${workflow.name} does not set orderReference first.`);
	assignment.value = reference;
}

/** What staff would change to buy another number of cards. */
export function setQuantity(workflow: Workflow, supplier: SupplierId, quantity: number): void {
	const { parameters } = nodeNamed(workflow, 'Create Order');
	if (supplier === 'cardPlusPay') parameters.quantity = quantity;
	if (supplier === 'cardCash')
		(parameters.cards as { card: Array<Record<string, unknown>> }).card[0]!.quantity = quantity;
	if (supplier === 'giftCardPartners') {
		(parameters.lineItems as { lineItem: Array<Record<string, unknown>> }).lineItem[0]!.quantity = quantity;
	}
}

/** Waits for an execution's end. The driver is JavaScript, so its answers get their types here. */
export async function finished(executionId: string): Promise<Execution> {
	return (await n8n.finishedExecution(executionId)) as unknown as Execution;
}

export async function runToEnd(workflow: Workflow): Promise<Execution> {
	const trigger = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
	if (!trigger) throw new Error(`${workflow.name} has no manual trigger.`);
	return await finished((await n8n.run(workflow.id, trigger.name)) as string);
}

/** The finished executions of a workflow, oldest first. Waits until there are `atLeast` so many. */
export async function executionsOf(workflowId: string, atLeast = 0): Promise<Execution[]> {
	for (;;) {
		const started = (await n8n.executions(workflowId)) as Array<{ id: string }>;
		if (started.length >= atLeast) {
			return (await Promise.all(started.map(async ({ id }) => await finished(id)))).reverse();
		}
		await pause(100);
	}
}

export const itemsOf = (execution: Execution, node: string, output = 0): OrderItem[] =>
	outputOf(execution, node, output) as OrderItem[];
