import type { Json, JsonObject } from '../../shared/model/json';
import { isObject, jsonEntries, toList, toText } from '../../shared/model/json';

/**
 * A later reply about an order with what an earlier one told more richly: the codes are put together by their code, and
 * nothing that was there is overwritten by nothing (docs/contracts/cardpluspay.md gap 5).
 */
export function keepingPins(earlier: JsonObject, later: JsonObject): JsonObject {
	const left = toList(earlier.codes).filter(isObject);
	const codes = toList(later.codes).map((row): Json => {
		const at = left.findIndex((known) => isObject(row) && toText(known.code) === toText(row.code));
		const [known] = at === -1 ? [] : left.splice(at, 1);
		return known && isObject(row) ? { ...known, ...filled(row) } : row;
	});
	return { ...earlier, ...filled(later), codes: [...codes, ...left.filter(({ code }) => toText(code) !== undefined)] };
}

function filled(fields: JsonObject): JsonObject {
	const isFilled = (value: Json) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
	return Object.fromEntries(jsonEntries(fields).filter(([, value]) => isFilled(value)));
}
