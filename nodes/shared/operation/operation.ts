import type { IDisplayOptions, IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import type { JsonObject } from '../model/json';
import type { PurchaseGateway } from '../purchase/gateway';
import type { SupplierOrder } from '../purchase/outcome';
import type { CodesAs } from '../secrets/codes';
import type { RecoveryWindow } from '../purchase/run';
import type { ItemParameters } from '../panel/itemParameters';
import { FOR_AGENTS, NOT_FOR_AGENTS } from '../panel/agents';

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
export interface PlainOperation<Client> {
	kind: 'plain';
	panel: OperationPanel;
	/** Offered to AI agents too: it only reads, and shows no code. */
	isForAgents?: true;
	/** Its output is for codes: nothing that may be one is changed, not even where it reads like a secret of the credential. */
	showsCodes?: true;
	/** One item after another, where items side by side would do harm (a viewing limit, a delta). */
	isSequential?: boolean;
	/** @param startedAt milliseconds since 1970 at which the node began with its first item */
	run(client: Client, item: ItemParameters, context: IExecuteFunctions, startedAt: number): Promise<JsonObject[]>;
	/** Items that wait don't hold each other up: all are under way at once, which their pacing allows for. */
	isWaiting?(item: ItemParameters): boolean;
	/** What leaves through the second output, where the panel has opened one. */
	secondOutput?(item: ItemParameters): ((output: JsonObject) => boolean) | undefined;
}

/** What the panel says is to be bought, and under which reference. */
export interface ParsedOrder<Cart> {
	reference: string;
	cart: Cart;
}

/** Buys an order, or finds a lost one, by its reference. */
export interface OrderOperation<Client, Cart> {
	job: 'buy' | 'find';
	panel: OperationPanel;
	gateway(client: Client): PurchaseGateway<Cart>;
	/** Reads and checks everything without asking the supplier, so bad input is known before anything is bought. */
	parseOrder(item: ItemParameters): ParsedOrder<Cart>;
	recoveryWindow(item: ItemParameters): RecoveryWindow;
	/**
	 * How the order is output: as the item's Simplify says, with codes as safe as they can be without losing what can't be
	 * fetched again. Reads the item at once: nothing may be refused any more when the order is bought.
	 */
	presenter(item: ItemParameters, client: Client): (order: SupplierOrder) => JsonObject;
	/** As of a PlainOperation. */
	showsCodes?: boolean;
	/** How the item wants codes output, where the operation outputs them. Read at once, as by `presenter`. */
	codesAs?(item: ItemParameters, client: Client): CodesAs;
	/** What to do next, where the output already shows what is otherwise fetched; undefined for the usual. */
	nextStep?(order: SupplierOrder): string | undefined;
}

/** An order operation in a list of operations, which doesn't know its type of cart. */
export interface AnyOrderOperation<Client> {
	kind: 'order';
	panel: OperationPanel;
	/** Hands the operation over with its type of cart. */
	use<Result>(run: <Cart>(operation: OrderOperation<Client, Cart>) => Result): Result;
}

export type Operation<Client> = PlainOperation<Client> | AnyOrderOperation<Client>;

export function orderOperation<Client, Cart>(operation: OrderOperation<Client, Cart>): AnyOrderOperation<Client> {
	return { kind: 'order', panel: operation.panel, use: (run) => run(operation) };
}

/** What the panel shows first. */
const FIRST = { resource: 'order', operation: 'create' };

/**
 * The panel's properties: the resources that the operations have, the operations of each in alphabetical order, and each
 * operation's fields shown for it alone.
 */
export function panelProperties<Client>(operations: Array<Operation<Client>>): INodeProperties[] {
	const forAgents = operations.filter(isForAgents);
	const resources = resourcesOf(operations);
	const agentResources = resourcesOf(forAgents);
	return [
		resourceProperty(resources, agentResources),
		...resources.map((resource) => operationProperty(resource, operations, NOT_FOR_AGENTS)),
		...agentResources.map((resource) => operationProperty(resource, forAgents, FOR_AGENTS)),
		...operations.flatMap(({ panel }) =>
			updateDisplayOptions({ show: { resource: [panel.resource], operation: [panel.operation] } }, panel.fields),
		),
	];
}

function resourcesOf<Client>(operations: ReadonlyArray<Operation<Client>>): string[] {
	return [...new Set(operations.map(({ panel }) => panel.resource))].sort();
}

/** What is offered to AI agents. Buying is decided by the credential when it runs. */
export function isForAgents(operation: Operation<never>): boolean {
	return operation.kind === 'order' || operation.isForAgents === true;
}

/** As the panel shows it. */
export function resourceName(resource: string): string {
	return resource.charAt(0).toUpperCase() + resource.slice(1);
}

/** One for people and agents: with two, n8n's nodes panel would list every action twice. */
function resourceProperty(resources: string[], agentResources: string[]): INodeProperties {
	const options = resources.map((resource): INodePropertyOptions => ({
		name: resource.charAt(0).toUpperCase() + resource.slice(1),
		value: resource,
		...(agentResources.includes(resource) ? {} : { displayOptions: NOT_FOR_AGENTS }),
	}));
	const property: INodeProperties = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options,
		default: '',
	};
	return { ...property, default: FIRST.resource };
}

function operationProperty<Client>(
	resource: string,
	operations: ReadonlyArray<Operation<Client>>,
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
	return { ...property, default: resource === FIRST.resource ? FIRST.operation : options[0]!.value };
}
