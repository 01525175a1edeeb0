import type { Json, JsonObject } from '../../shared/model/json';
import { isObject, jsonEntries, toList } from '../../shared/model/json';
import type { CodeHandling } from '../../shared/secrets/codes';
import { maskedCodes } from '../../shared/secrets/codes';

/** Keys of a code that can't be spent. Everything else in it is masked, known or not. */
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

/** A copy of a body in which nothing can be spent. */
export function maskOrder(body: JsonObject): JsonObject {
	return withHandledCodes(body, maskedCodes());
}

/** A copy of an order's body with its codes as the user wants them. */
export function withHandledCodes(body: JsonObject, handling: CodeHandling): JsonObject {
	const { codes, ...rest } = body;
	const handled = handling.body(rest, SECRET_ELSEWHERE);
	return codes === undefined ? handled : { ...handled, codes: toList(codes).map((row) => codeRow(row, handling)) };
}

function codeRow(row: Json, { value: handled }: CodeHandling): Json {
	if (!isObject(row)) return handled(row);
	return Object.fromEntries(
		jsonEntries(row).map(([key, value]) => [key, HARMLESS_IN_CODE.has(key) ? value : handled(value)]),
	);
}
