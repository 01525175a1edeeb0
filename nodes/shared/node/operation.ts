import type { IDisplayOptions, IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import type { JsonObject } from '../http/json';
import type { OrderDesk } from '../purchase/orderDesk';
import type { SupplierOrder } from '../purchase/outcome';
import type { Patience } from '../purchase/place';
import type { Item } from './item';
import { FOR_AGENTS, NOT_FOR_AGENTS } from './tool';

/** How one operation looks in the panel. */
export interface OperationPanel {
	resource: string;
	/** The value in saved workflows: for ever. */
	operation: string;
	name: string;
	/** Verb and resource, as staff search for it: "Create order". */
	action: string;
	description: string;
	/** What it calls, as the supplier documents it: `GET /v3/orders/{orderUUID}`. docs/coverage.md is made from these. */
	endpoints: readonly string[];
	fields: INodeProperties[];
}

/** Reads, or changes something that may be changed twice. One item in, any number out. */
export interface PlainOperation<Supplier> {
	kind: 'plain';
	panel: OperationPanel;
	/** Offered to AI agents too: it only reads, and shows no code. */
	isForAgents?: true;
	/** One item after another, where items side by side would do harm (a viewing limit, a delta). */
	isSequential?: boolean;
	/** @param startedAt milliseconds since 1970 at which the node began with its first item */
	run(supplier: Supplier, item: Item, context: IExecuteFunctions, startedAt: number): Promise<JsonObject[]>;
	/** Items that wait don't hold each other up: all are under way at once, which their pacing allows for. */
	isWaiting?(item: Item): boolean;
	/** What leaves through the second output, where the panel has opened one. */
	secondOutput?(item: Item): ((output: JsonObject) => boolean) | undefined;
}

/** Buys an order, or finds a lost one, by its reference. */
export interface OrderOperation<Supplier, Cart> {
	kind: 'order';
	job: 'buy' | 'find';
	panel: OperationPanel;
	desk(supplier: Supplier): OrderDesk<Cart>;
	/** Reads and checks everything without asking the supplier, so that bad input is known before anything is bought. */
	readOrder(item: Item): { reference: string; cart: Cart };
	patience(item: Item): Patience;
	/**
	 * How the order comes out: as the item's Simplify says, with codes as safe as they can be without losing what can't be
	 * fetched again. Reads the item at once, since nothing may be refused any more when the order is bought.
	 */
	presenter(item: Item, supplier: Supplier): (placed: SupplierOrder) => JsonObject;
	/** What to do next, where `present` has already shown what is otherwise fetched; undefined for the usual. */
	nextStep?(placed: SupplierOrder): string | undefined;
}

/** A presenter that needs nothing but Simplify. */
export function bySimplify(present: (placed: SupplierOrder, isSimplified: boolean) => JsonObject) {
	return (item: Item): ((placed: SupplierOrder) => JsonObject) => {
		const isSimplified = item.flag('simplify');
		return (placed) => present(placed, isSimplified);
	};
}

/** The cart's type matters only inside an operation; `orderOperation` lets operations of different carts stand in one list. */
export type Operation<Supplier> = PlainOperation<Supplier> | OrderOperation<Supplier, unknown>;

export function orderOperation<Supplier, Cart>(operation: OrderOperation<Supplier, Cart>): Operation<Supplier> {
	return operation as unknown as Operation<Supplier>;
}

/** A resource of the panel. */
export interface ResourcePanel {
	value: string;
	name: string;
}

/**
 * The panel's properties: the resource, the operations of each resource in alphabetical order, and each operation's
 * fields shown for it alone.
 */
export function panelProperties<Supplier>(
	resources: ResourcePanel[],
	operations: Array<Operation<Supplier>>,
	first: { resource: string; operation: string },
): INodeProperties[] {
	const forAgents = operations.filter(isForAgents);
	const agentResources = resources.filter(({ value }) => forAgents.some(({ panel }) => panel.resource === value));
	return [
		resourceProperty(resources, agentResources, first),
		...resources.map(({ value }) => operationProperty(value, operations, first, NOT_FOR_AGENTS)),
		...agentResources.map(({ value }) => operationProperty(value, forAgents, first, FOR_AGENTS)),
		...operations.flatMap(({ panel }) =>
			updateDisplayOptions({ show: { resource: [panel.resource], operation: [panel.operation] } }, panel.fields),
		),
	];
}

/** What is offered to AI agents. Buying is decided by the credential when it runs. */
export function isForAgents(operation: Operation<never>): boolean {
	return operation.kind === 'order' || operation.isForAgents === true;
}

/** One for people and agents: with two, n8n's nodes panel would list every action twice. */
function resourceProperty(
	resources: ResourcePanel[],
	agentResources: ResourcePanel[],
	first: { resource: string },
): INodeProperties {
	const options: INodePropertyOptions[] = resources.map((resource) =>
		agentResources.includes(resource) ? { ...resource } : { ...resource, displayOptions: NOT_FOR_AGENTS },
	);
	const property: INodeProperties = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: options.sort((a, b) => a.name.localeCompare(b.name)),
		default: '',
	};
	return { ...property, default: first.resource };
}

function operationProperty<Supplier>(
	resource: string,
	operations: ReadonlyArray<Operation<Supplier>>,
	first: { resource: string; operation: string },
	{ show, hide }: IDisplayOptions,
): INodeProperties {
	const panels = operations.map(({ panel }) => panel).filter((panel) => panel.resource === resource);
	const options: INodePropertyOptions[] = panels
		.map(({ operation, name, action, description }) => ({ name, value: operation, action, description }))
		.sort((a, b) => a.name.localeCompare(b.name));
	const property: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { ...show, resource: [resource] }, ...(hide ? { hide } : {}) },
		options,
		default: '',
	};
	return { ...property, default: resource === first.resource ? first.operation : options[0]!.value };
}
