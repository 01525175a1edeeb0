import type { JsonObject } from '../../shared/model/json';
import { toWholeNumber } from '../../shared/model/json';
import { toIsoUtc } from '../../shared/model/time';

/**
 * Orders by the time they were placed, newest first. Times come in whole seconds, so that the order id decides between
 * two of one second; whether rows have a time at all is not documented (docs/contracts/cardpluspay.md 3.5).
 */
export function newestFirst(rows: readonly JsonObject[]): JsonObject[] {
	const places = rows.map((row) => ({ row, time: toIsoUtc(row.created_at), id: toWholeNumber(row.order_id) }));
	const areTimed = places.every(({ time }) => time !== undefined);
	return places
		.sort(
			(a, b) =>
				(areTimed ? b.time!.localeCompare(a.time!) : 0) || (a.id === undefined || b.id === undefined ? 0 : b.id - a.id),
		)
		.map(({ row }) => row);
}
