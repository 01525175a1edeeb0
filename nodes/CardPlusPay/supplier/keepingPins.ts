import type { Json, JsonObject } from '../../shared/http/json';
import { isObject, listOf, textOf } from '../../shared/http/json';

/**
 * A later reply about an order with what an earlier one told more richly: the codes are put together by their code, and
 * nothing that was there is overwritten by nothing (contracts/cardpluspay.md gap 5).
 */
export function keepingPins(earlier: JsonObject, later: JsonObject): JsonObject {
	const left = listOf(earlier.codes).filter(isObject);
	const codes = listOf(later.codes).map((row): Json => {
		const at = left.findIndex((known) => isObject(row) && textOf(known.code) === textOf(row.code));
		const [known] = at === -1 ? [] : left.splice(at, 1);
		return known && isObject(row) ? { ...known, ...filled(row) } : row;
	});
	return { ...earlier, ...filled(later), codes: [...codes, ...left.filter(({ code }) => textOf(code) !== undefined)] };
}

function filled(fields: JsonObject): JsonObject {
	const isFilled = (value: Json) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => isFilled(value)));
}
