import type { Json, JsonObject } from '../../shared/http/json';
import { isObject, listOf } from '../../shared/http/json';
import { maskBody } from '../../shared/secrets/mask';

/** What of a code tells nothing that could be spent. Everything else in it is masked, known or not. */
const HARMLESS_IN_CODE = new Set([
	'status',
	'state',
	'type',
	'item_code',
	'currency',
	'denomination',
	'denomination_unit',
	'charged_amount',
	'created_at',
]);
const SECRET_ELSEWHERE = new Set([
	'code',
	'pin',
	'metadata',
	'number',
	'card_number',
	'barcode',
	'url',
	'link',
	'redemption_url',
]);
const EVERYTHING = new Set(['value']);

/** A copy of an order's body in which nothing can be spent. */
export function maskOrder(body: JsonObject): JsonObject {
	const masked = maskBody<JsonObject>(body, SECRET_ELSEWHERE);
	return 'codes' in body ? { ...masked, codes: listOf(body.codes).map(maskCodeRow) } : masked;
}

function maskCodeRow(row: Json): Json {
	if (!isObject(row)) return masked(row);
	return Object.fromEntries(
		Object.entries(row).map(([key, value]) => [key, HARMLESS_IN_CODE.has(key) ? value : masked(value)]),
	);
}

function masked(value: Json): Json {
	return maskBody<JsonObject>({ value }, EVERYTHING).value ?? null;
}
