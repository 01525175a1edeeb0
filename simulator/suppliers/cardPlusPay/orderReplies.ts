import { money } from './money.ts';
import type { GiftCode, Order } from './orderBook.ts';
import type { Settings } from './settings.ts';

/** `data` of the reply to POST /orders (3.3). */
export function createdOrder(order: Order, settings: Settings) {
	return {
		type: 'bulk',
		brand: order.product.itemCode,
		...codesOf(order, settings, (code) => fullCode(code, order, settings)),
		state: order.status,
		status: order.status,
		amount: money(order.product.priceCents * order.quantity, 'string', settings),
		total_denomination: money(order.product.valueCents * order.quantity, 'number', settings),
		order_id: order.id,
		order_no: order.number,
		created_at: supplierTime(order.createdAt),
		denomination_unit: order.product.currency,
	};
}

/** `data` of GET /orders/{id} (3.4). */
export function readOrder(order: Order, settings: Settings) {
	return {
		order_id: order.id,
		order_no: order.number,
		status: order.status,
		state: 'success',
		...codesOf(order, settings, (code) => {
			const status = code === undefined ? order.status : 'completed';
			if (settings.getOrderCodes === 'full') return { ...fullCode(code, order, settings), status };
			return { code: code?.code ?? '', status };
		}),
		amount: money(order.product.priceCents * order.quantity, 'number', settings),
		created_at: supplierTime(order.createdAt),
	};
}

/** One row of GET /orders (3.5). */
export function listedOrder(order: Order, settings: Settings) {
	return {
		order_id: order.id,
		order_no: order.number,
		status: order.status,
		amount: money(order.product.priceCents * order.quantity, 'number', settings),
		...(settings.listRowHasCreatedAt && { created_at: supplierTime(order.createdAt) }),
	};
}

/** `render` gets `undefined` for a code that has not been delivered yet. */
function codesOf<T>(order: Order, settings: Settings, render: (code: GiftCode | undefined) => T): { codes?: T[] } {
	const delivered = order.codes.slice(0, order.deliveredCount);
	if (settings.missingCodes === 'absent' && delivered.length === 0) return {};
	const missingCount = settings.missingCodes === 'blankRows' ? Math.max(0, order.quantity - delivered.length) : 0;
	return {
		codes: [...delivered, ...Array.from({ length: missingCount }, () => undefined)].map((code) => render(code)),
	};
}

function fullCode(code: GiftCode | undefined, { product }: Order, settings: Settings) {
	const metadata = metadataOf(code, settings);
	return {
		code: code?.code ?? '',
		currency: product.currency,
		item_code: product.itemCode,
		denomination: money(product.valueCents, 'string', settings),
		charged_amount: money(product.priceCents, 'string', settings),
		denomination_unit: product.currency,
		...(metadata.length > 0 && {
			metadata: settings.metadataShape === 'array' ? metadata : Object.assign({}, ...metadata),
		}),
	};
}

function metadataOf(code: GiftCode | undefined, settings: Settings): Array<Record<string, string>> {
	if (code === undefined) return [];
	return [
		...(code.pin === undefined ? [] : [{ [settings.pinKey]: code.pin }]),
		...(settings.extraMetadata ? [{ Serial: code.serial }] : []),
	];
}

/** The supplier writes times at +02:00, in whole seconds (gap 14). */
function supplierTime(time: number): string {
	return `${new Date(time + 2 * 3_600_000).toISOString().slice(0, 19)}+02:00`;
}
