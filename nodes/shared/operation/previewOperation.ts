import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../model/json';
import { omitUndefined } from '../model/json';
import type { Cents } from '../model/money';
import { formatMoney, toMajor } from '../model/money';
import type { Problem } from '../model/problem';
import type { Conditions } from '../purchase/spendingGuard';
import { LimitGuard, toPreviewed } from '../purchase/limits/guard';
import { limitsForAgents } from '../credential/limits';
import { foreignMoney, objectionsTo } from '../purchase/limits/limits';
import type { AccountCurrency, PurchaseGateway } from '../purchase/gateway';
import { LONGEST_VALID_MS, previewHash } from '../purchase/limits/previewHash';
import { openRunSpending } from '../purchase/limits/runSpending';
import type { QuotedLine } from '../purchase/quote';
import { totalOf } from '../purchase/quote';
import { normaliseReference } from '../purchase/reference';
import { optionsField } from '../panel/commonFields';
import { parseNumber } from '../panel/itemParameters';
import { conditionOptions, parseConditions } from '../panel/conditionFields';
import { withoutTags } from '../secrets/scrub';
import type { Operation, OrderOperation } from './operation';

const MOST_MINUTES = LONGEST_VALID_MS / 60_000;

const validForOption: INodeProperties = {
	displayName: 'Valid for (Minutes)',
	name: 'validFor',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 60,
	description: 'How long Create Order takes the hash, at most a day. The price is compared again then in any case.',
};

/**
 * Preview Order: all that Create Order does up to sending, for a person to approve. Buys nothing, writes nothing.
 *
 * @param fields of Create Order: the reference, the cards, and what its price depends on
 */
export function previewOperation<Supplier, Cart>({
	gateway: gatewayOf,
	parseOrder,
	fields,
	options = [],
	endpoints,
}: Pick<OrderOperation<Supplier, Cart>, 'gateway' | 'parseOrder'> & {
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
		async run(supplier, item, context) {
			const { validFor = 60 } = item.options('options');
			const validMs = parseNumber(validFor, 'Valid for (Minutes)', 1, MOST_MINUTES) * 60_000;
			const gateway = gatewayOf(supplier);
			const order = parseOrder(item);
			const reference = normaliseReference(order.reference, gateway.longestReference);
			const limits = gateway.account.parseLimits();
			const allowed = item.isForAgent ? limitsForAgents(limits) : limits;
			const runSpending = openRunSpending(context, gateway.account.name);
			const guard = new LimitGuard(gateway, 'code' in allowed ? limits : allowed, runSpending);
			const objections = 'code' in allowed ? [allowed] : [];
			return [await preview(gateway, guard, { ...order, reference }, parseConditions(item), validMs, objections)];
		},
	};
}

async function preview<Cart>(
	gateway: PurchaseGateway<Cart>,
	guard: LimitGuard<Cart>,
	{ cart, reference }: { cart: Cart; reference: string },
	conditions: Conditions,
	validMs: number,
	objectionsBefore: Problem[],
): Promise<JsonObject> {
	const lines = await gateway.quote(cart, 'stock');
	const [spendable, spent] = await Promise.all([gateway.spendable(cart), guard.spent()]);
	const currency = await gateway.accountCurrency?.();
	const total = totalOf(lines);
	const objections = eachOnce([
		...objectionsBefore,
		...lines.flatMap(({ objection }) => objection ?? []),
		...lines.flatMap(stockObjection),
		...objectionsTo(lines, guard.limits, conditions, spent),
		...balanceObjections(lines, total, spendable, currency),
	]);
	const until = Math.floor((Date.now() + validMs) / 1000) * 1000;
	const currencies = new Set(lines.flatMap(({ currency }) => currency ?? []));
	return omitUndefined({
		supplier: gateway.supplier,
		orderReference: reference,
		canBuy: objections.length === 0,
		objections: objections.map(({ code, whatHappened, whatToDo }) => ({
			code,
			message: withoutTags(whatHappened),
			nextStep: withoutTags(whatToDo),
		})),
		total: major(total),
		currency: currencies.size === 1 ? [...currencies][0] : undefined,
		available: major(spendable),
		lines: lines.map(previewLine),
		previewHash: previewHash(toPreviewed(gateway, cart, reference, lines), gateway.account.derivePreviewKey(), until),
		validUntil: new Date(until).toISOString(),
	}) as JsonObject;
}

function previewLine(line: QuotedLine): JsonObject {
	const { product, brand, faceValue, unitPrice, extra, currency, quantity, isAvailable, quantityAvailable } = line;
	return omitUndefined({
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

function stockObjection({ product, quantity, isAvailable, quantityAvailable, objection }: QuotedLine): Problem[] {
	if (isAvailable !== false || objection) return [];
	const left = quantityAvailable === undefined ? '' : ` (${quantityAvailable} left)`;
	return [
		{
			code: 'SOLD_OUT',
			whatHappened: `'${product.slice(0, 80)}' can not be had ${quantity} times just now${left}.`,
			whatToDo: 'Order fewer or another product, or try again later.',
		},
	];
}

/** What stands against limits and balance alike is said once. */
function eachOnce(problems: readonly Problem[]): Problem[] {
	return [...new Map(problems.map((problem) => [`${problem.code}|${problem.whatHappened}`, problem])).values()];
}

function balanceObjections(
	lines: readonly QuotedLine[],
	total: Cents | undefined,
	spendable: Cents | undefined,
	currency: AccountCurrency | undefined,
): Problem[] {
	const foreign = lines.flatMap((line) => foreignMoney(line, currency) ?? []);
	if (foreign.length > 0) return foreign;
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
