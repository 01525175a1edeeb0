import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../http/json';
import { present } from '../http/json';
import type { Cents } from '../model/money';
import { formatMoney, toMajor } from '../model/money';
import type { Notice } from '../model/staffError';
import type { Conditions } from '../purchase/guard';
import { Guard, previewedOf } from '../purchase/guard';
import { limitsForAgents, objectionsTo } from '../purchase/limits';
import type { OrderDesk } from '../purchase/orderDesk';
import { previewHash } from '../purchase/previewHash';
import type { QuotedLine } from '../purchase/quote';
import { totalOf } from '../purchase/quote';
import { normaliseReference } from '../purchase/reference';
import { optionsField } from './fields';
import { numberIn } from './item';
import { conditionOptions, readConditions } from './limitFields';
import type { Operation, OrderOperation } from './operation';

const MOST_MINUTES = 7 * 24 * 60;

const validForOption: INodeProperties = {
	displayName: 'Valid for (Minutes)',
	name: 'validFor',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MOST_MINUTES },
	default: 60,
	description: 'How long Create Order takes the hash. The price is compared again then in any case.',
};

/**
 * Preview Order: all that Create Order does up to sending, for a person to approve. Buys nothing, writes nothing.
 *
 * @param fields of Create Order: the reference, the cards, and what its price depends on
 */
export function previewOperation<Supplier, Cart>({
	desk: deskOf,
	readOrder,
	fields,
	options = [],
	endpoints,
}: Pick<OrderOperation<Supplier, Cart>, 'desk' | 'readOrder'> & {
	fields: INodeProperties[];
	options?: INodeProperties[];
	endpoints: readonly string[];
}): Operation<Supplier> {
	return {
		kind: 'plain',
		isForAgents: true,
		panel: {
			resource: 'order',
			operation: 'preview',
			name: 'Preview Order',
			action: 'Preview order',
			description: 'Check stock, price, limits and balance for an order, without buying',
			endpoints,
			fields: [...fields, optionsField([...options, ...conditionOptions, validForOption])],
		},
		async run(supplier, item) {
			const { validFor = 60 } = item.options('options');
			const validMs = numberIn(validFor, 'Valid for (Minutes)', 1, MOST_MINUTES) * 60_000;
			const desk = deskOf(supplier);
			const order = readOrder(item);
			const reference = normaliseReference(order.reference, desk.longestReference);
			const allowed = item.isForAgent ? limitsForAgents(desk.limits) : desk.limits;
			const guard = new Guard(desk, 'code' in allowed ? desk.limits : allowed);
			const objections = 'code' in allowed ? [allowed] : [];
			return [await preview(desk, guard, { ...order, reference }, readConditions(item), validMs, objections)];
		},
	};
}

async function preview<Cart>(
	desk: OrderDesk<Cart>,
	guard: Guard<Cart>,
	{ cart, reference }: { cart: Cart; reference: string },
	conditions: Conditions,
	validMs: number,
	objectionsBefore: Notice[],
): Promise<JsonObject> {
	const lines = await desk.quote(cart, true);
	const [spendable, spent] = await Promise.all([desk.spendable(cart), guard.spent()]);
	const total = totalOf(lines);
	const objections = [
		...objectionsBefore,
		...lines.flatMap(({ objection }) => objection ?? []),
		...lines.flatMap(stockObjection),
		...objectionsTo(lines, guard.limits, conditions, spent),
		...balanceObjection(total, spendable),
	];
	const until = Math.floor((Date.now() + validMs) / 1000) * 1000;
	const currencies = new Set(lines.flatMap(({ currency }) => currency ?? []));
	return present({
		supplier: desk.supplier,
		orderReference: reference,
		canBuy: objections.length === 0,
		objections: objections.map(({ code, whatHappened, whatToDo }) => ({
			code,
			message: whatHappened,
			nextStep: whatToDo,
		})),
		total: major(total),
		currency: currencies.size === 1 ? [...currencies][0] : undefined,
		available: major(spendable),
		lines: lines.map(lineOf),
		previewHash: previewHash(previewedOf(desk, cart, reference, lines), desk.previewKey, until),
		validUntil: new Date(until).toISOString(),
	}) as JsonObject;
}

function lineOf(line: QuotedLine): JsonObject {
	const { product, brand, faceValue, unitPrice, extra, currency, quantity, isAvailable, quantityAvailable } = line;
	return present({
		productId: product,
		brand,
		faceValue: major(faceValue),
		price: major(unitPrice),
		shipping: major(extra),
		currency,
		quantity,
		isAvailable,
		quantityAvailable,
	}) as JsonObject;
}

function stockObjection({ product, quantity, isAvailable, quantityAvailable }: QuotedLine): Notice[] {
	if (isAvailable !== false) return [];
	const left = quantityAvailable === undefined ? '' : ` (${quantityAvailable} left)`;
	return [
		{
			code: 'SOLD_OUT',
			whatHappened: `'${product.slice(0, 80)}' can not be had ${quantity} times just now${left}.`,
			whatToDo: 'Order fewer or another product, or try again later.',
		},
	];
}

function balanceObjection(total: Cents | undefined, spendable: Cents | undefined): Notice[] {
	if (total === undefined || spendable === undefined || total <= spendable) return [];
	return [
		{
			code: 'INSUFFICIENT_BALANCE',
			whatHappened: `The order comes to ${formatMoney(total)}, and ${formatMoney(spendable)} can be spent.`,
			whatToDo: 'Top up the account, then run again.',
		},
	];
}

function major(cents: Cents | undefined): number | undefined {
	return cents === undefined ? undefined : toMajor(cents);
}
