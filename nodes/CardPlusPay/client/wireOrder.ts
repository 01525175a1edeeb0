import type { Json, JsonObject } from '../../shared/model/json';
import { isObject, jsonEntries, toList, toObject, toText } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toCents } from '../../shared/model/money';
import { toIsoUtc } from '../../shared/model/time';

/** One code of an order as the supplier sent it. A row without `code` has not been delivered yet. */
export interface WireCode {
	code: string | undefined;
	pin: string | undefined;
	itemCode: string | undefined;
	denomination: Cents | undefined;
	chargedAmount: Cents | undefined;
	currency: string | undefined;
	/** Everything else that came with the code: it was paid for, so nothing is dropped. */
	metadata: JsonObject | undefined;
}

export interface WireOrder {
	orderId: string;
	orderNumber: string | undefined;
	status: string | undefined;
	/** What was charged. */
	amount: Cents | undefined;
	faceValue: Cents | undefined;
	faceValueUnit: string | undefined;
	createdAt: string | undefined;
	/** undefined where the reply doesn't mention codes, as in the list of orders. */
	codes: WireCode[] | undefined;
}

/** @returns undefined without an order id: the order could not be read again */
export function toWireOrder(data: Json | undefined): WireOrder | undefined {
	const fields = toObject(data);
	const orderId = toOrderId(fields.order_id);
	if (orderId === undefined) return undefined;
	return {
		orderId,
		orderNumber: toText(fields.order_no),
		status: toText(fields.status),
		amount: toCents(fields.amount),
		faceValue: toCents(fields.total_denomination),
		faceValueUnit: toText(fields.denomination_unit),
		createdAt: toIsoUtc(fields.created_at),
		codes: Array.isArray(fields.codes) ? fields.codes.map(toWireCode) : undefined,
	};
}

/** Only what is safe in a path. The supplier's ids are numbers (docs/contracts/cardpluspay.md 3.3). */
const ORDER_ID = /^\w[\w-]{0,63}$/;

export function toOrderId(value: unknown): string | undefined {
	const id = toText(value)?.trim();
	return id !== undefined && ORDER_ID.test(id) && !/^0+$/.test(id) ? id : undefined;
}

/** Keys of a code with a place in the shared model, or without meaning for the card. */
const PLACED_KEYS = new Set([
	'code',
	'pin',
	'item_code',
	'denomination',
	'denomination_unit',
	'charged_amount',
	'currency',
	'metadata',
	'status',
	'state',
]);

function toWireCode(row: Json): WireCode {
	const fields = isObject(row) ? row : { code: row };
	const extras = new Map(Object.entries(fields).filter(([key]) => !PLACED_KEYS.has(key)));
	let pin = toText(fields.pin);
	for (const [key, value] of metadataEntries(fields.metadata)) {
		if (pin === undefined && isPinKey(key)) pin = toText(value);
		else if (value !== null && value !== '') extras.set(key, value);
	}
	return {
		code: toText(fields.code)?.trim(),
		pin,
		itemCode: toText(fields.item_code),
		denomination: toCents(fields.denomination),
		chargedAmount: toCents(fields.charged_amount),
		currency: toText(fields.currency) ?? toText(fields.denomination_unit),
		metadata: extras.size > 0 ? Object.fromEntries(extras) : undefined,
	};
}

/** An array of objects with one key each, or one object (docs/contracts/cardpluspay.md gap 7). */
function metadataEntries(metadata: Json | undefined): Array<[string, Json]> {
	if (isObject(metadata)) return jsonEntries(metadata);
	if (Array.isArray(metadata)) {
		return metadata.flatMap((entry, index) =>
			isObject(entry) ? jsonEntries(entry) : [[`entry${index + 1}`, entry] as [string, Json]],
		);
	}
	return metadata === undefined ? [] : [['text', metadata]];
}

function isPinKey(key: string): boolean {
	return ['pin', 'pincode', 'pinnumber'].includes(key.toLowerCase().replace(/[^a-z]/g, ''));
}

/**
 * A later body of an order, completed with what an earlier one had: codes are matched by their text, and an empty value
 * overwrites nothing. Reading an order doesn't repeat its PINs (docs/contracts/cardpluspay.md gap 5).
 */
export function mergeOrderBodies(earlier: JsonObject, later: JsonObject): JsonObject {
	const earlierCodes = toList(earlier.codes).filter(isObject);
	const unmatched = new Map<string | undefined, JsonObject[]>();
	for (const row of [...earlierCodes].reverse()) {
		const code = toText(row.code);
		const same = unmatched.get(code);
		if (same) same.push(row);
		else unmatched.set(code, [row]);
	}
	const matched = new Set<JsonObject>();
	const codes = toList(later.codes).map((row): Json => {
		const known = isObject(row) ? unmatched.get(toText(row.code))?.pop() : undefined;
		if (known) matched.add(known);
		return known && isObject(row) ? { ...known, ...withoutEmptyValues(row) } : row;
	});
	const leftOut = earlierCodes.filter((row) => !matched.has(row) && toText(row.code) !== undefined);
	return { ...earlier, ...withoutEmptyValues(later), codes: [...codes, ...leftOut] };
}

function withoutEmptyValues(fields: JsonObject): JsonObject {
	const isEmpty = (value: Json) => value === null || value === '' || (Array.isArray(value) && value.length === 0);
	return Object.fromEntries(jsonEntries(fields).filter(([, value]) => !isEmpty(value)));
}
