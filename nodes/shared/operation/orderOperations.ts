import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../model/json';
import { buyingAgentNotice } from '../panel/agents';
import { optionsField, simplifyField } from '../panel/commonFields';
import { conditionOptions, previewHashOption } from '../panel/conditionFields';
import type { ItemParameters } from '../panel/itemParameters';
import { parseRecoveryWindow, recoveryOptions, withoutJournalOption } from '../panel/recoveryFields';
import { fetchOrWait, isWaiting, waitFields } from '../panel/waitFields';
import type { PurchaseGateway } from '../purchase/gateway';
import type { SupplierOrder } from '../purchase/outcome';
import type { Operation, OrderOperation, ParsedOrder, PlainOperation } from './operation';
import { orderOperation } from './operation';
import { previewOperation } from './previewOperation';
import { findLostOperation, forgetReferenceOperation } from './recoveryOperations';

/** What the order operations need of a supplier; everything else about them is the same for all suppliers. */
export interface SupplierOrders<Client, Cart, Id> {
	gateway(client: Client): PurchaseGateway<Cart>;
	/** The order reference and what is bought: in Create Order, Preview Order and Find Lost Order. */
	orderFields: INodeProperties[];
	/** Payment, addresses: in Create Order and Preview Order. */
	checkoutFields?: INodeProperties[];
	/** Options of Create Order and Preview Order. */
	options?: INodeProperties[];
	/** Options without which Find Lost Order couldn't tell the cart. */
	cartOptions?: INodeProperties[];
	/** Reads and checks everything without asking the supplier. @throws ProblemError that names the field */
	parseOrder(item: ItemParameters): ParsedOrder<Cart>;
	/** For Find Lost Order, which has neither checkout nor options. */
	parseLostOrder?(item: ItemParameters): ParsedOrder<Cart>;
	/** How long the supplier may work on an order, in seconds. Absent where it has an idempotency key: then nothing is waited for. */
	settleSeconds?: number;
	orderId: { field: INodeProperties; parse(item: ItemParameters): Id };
	/** @throws ProblemError when there is no such order */
	fetchOrder(client: Client, orderId: Id): Promise<SupplierOrder>;
	/** Where Check Status asks something else than Get. */
	fetchStatus?(client: Client, orderId: Id): Promise<SupplierOrder>;
	/** As everyone may see it: nothing in it can be spent. */
	present(order: SupplierOrder, isSimplified: boolean): JsonObject;
	/** Where Check Status outputs something else than Get. */
	presentStatus?(order: SupplierOrder, isSimplified: boolean): JsonObject;
	/** Where the reply to an order may be the only one with its codes: Create Order then outputs them. */
	codes?: Pick<OrderOperation<Client, Cart>, 'presenter' | 'codesAs' | 'nextStep'> & { fields: INodeProperties[] };
	/** What each operation calls, as the supplier documents it. */
	endpoints: Record<'create' | 'preview' | 'findLost' | 'forgetReference' | 'get' | 'checkStatus', readonly string[]>;
	descriptions: Record<'create' | 'get' | 'checkStatus', string>;
	/** What to know before a reference is forgotten. */
	forgetCaution: string;
}

/** Create Order, Preview Order, Find Lost Order, Forget Order Reference, Get and Check Status of a supplier. */
export function standardOrderOperations<Client, Cart, Id>(
	orders: SupplierOrders<Client, Cart, Id>,
): Array<Operation<Client>> {
	const { gateway, orderFields, parseOrder, endpoints, options = [], cartOptions = [], checkoutFields = [] } = orders;
	return [
		createOperation(orders),
		previewOperation({
			gateway,
			parseOrder,
			fields: [...orderFields, ...checkoutFields],
			options: [...options, ...cartOptions],
			endpoints: endpoints.preview,
		}),
		findLostOperation({
			gateway,
			parseOrder: orders.parseLostOrder ?? parseOrder,
			presenter: bySimplify(orders.present),
			fields: orderFields,
			options: cartOptions,
			endpoints: endpoints.findLost,
		}),
		forgetReferenceOperation(gateway, orders.forgetCaution, endpoints.forgetReference),
		getOperation(orders),
		checkStatusOperation(orders),
	];
}

function createOperation<Client, Cart, Id>(orders: SupplierOrders<Client, Cart, Id>): Operation<Client> {
	const { codes, settleSeconds, options = [], cartOptions = [], checkoutFields = [] } = orders;
	return orderOperation<Client, Cart>({
		job: 'buy',
		panel: {
			resource: 'order',
			operation: 'create',
			name: 'Create Order',
			action: 'Create order',
			description: orders.descriptions.create,
			endpoints: orders.endpoints.create,
			fields: [
				buyingAgentNotice,
				...orders.orderFields,
				...checkoutFields,
				...(codes?.fields ?? []),
				...waitFields,
				simplifyField,
				optionsField([
					...options,
					...cartOptions,
					...conditionOptions,
					previewHashOption,
					withoutJournalOption,
					...(settleSeconds === undefined ? [] : recoveryOptions(settleSeconds)),
				]),
			],
		},
		gateway: orders.gateway,
		parseOrder: orders.parseOrder,
		recoveryWindow: (item) => parseRecoveryWindow(item, settleSeconds),
		presenter: codes?.presenter ?? bySimplify(orders.present),
		codesAs: codes?.codesAs,
		nextStep: codes?.nextStep,
		showsCodes: codes !== undefined,
	});
}

function getOperation<Client, Cart, Id>({
	orderId,
	fetchOrder,
	present,
	descriptions,
	endpoints,
}: SupplierOrders<Client, Cart, Id>): PlainOperation<Client> {
	return {
		kind: 'plain',
		isForAgents: true,
		panel: {
			resource: 'order',
			operation: 'get',
			name: 'Get',
			action: 'Get order',
			description: descriptions.get,
			endpoints: endpoints.get,
			fields: [orderId.field, simplifyField],
		},
		async run(client, item) {
			const order = await fetchOrder(client, orderId.parse(item));
			return [present(order, item.flag('simplify'))];
		},
	};
}

function checkStatusOperation<Client, Cart, Id>({
	gateway,
	orderId,
	fetchOrder,
	fetchStatus = fetchOrder,
	present,
	presentStatus = present,
	descriptions,
	endpoints,
}: SupplierOrders<Client, Cart, Id>): PlainOperation<Client> {
	return {
		kind: 'plain',
		isForAgents: true,
		panel: {
			resource: 'order',
			operation: 'checkStatus',
			name: 'Check Status',
			action: 'Check order status',
			description: descriptions.checkStatus,
			endpoints: endpoints.checkStatus,
			fields: [orderId.field, ...waitFields, simplifyField],
		},
		isWaiting,
		async run(client, item, context, startedAt) {
			const id = orderId.parse(item);
			const fetch = async () => await fetchStatus(client, id);
			const order = await fetchOrWait(fetch, gateway(client).pacing, item, context, startedAt);
			return [presentStatus(order, item.flag('simplify'))];
		},
	};
}

/** A presenter that needs nothing but Simplify. */
function bySimplify(present: (order: SupplierOrder, isSimplified: boolean) => JsonObject) {
	return (item: ItemParameters): ((order: SupplierOrder) => JsonObject) => {
		const isSimplified = item.flag('simplify');
		return (order) => present(order, isSimplified);
	};
}
