import { toIsoUtc } from '../../shared/model/time';
import { badInput } from '../../shared/panel/itemParameters';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SPACE_FOR_T = /^(\d{4}-\d{2}-\d{2}) (?=\d{2}:)/;

/**
 * A point in time as ISO in UTC, from the date picker, from text, or from an expression that gives a date (n8n's
 * `$now` is one). A time without a zone counts as UTC, a day as its first moment.
 *
 * @returns undefined when left empty
 */
export function parseUtcTime(value: unknown, label: string): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const text = isDate(value) ? String(value.toJSON()) : String(value).trim().replace(SPACE_FOR_T, '$1T');
	const time = toIsoUtc(DAY.test(text) ? `${text}T00:00:00` : text);
	if (time === undefined) {
		throw badInput(
			label,
			'is not a date',
			`Choose a date in '${label}', or let its expression give one such as 2026-01-31T09:00:00Z.`,
		);
	}
	return time;
}

function isDate(value: unknown): value is { toJSON(): unknown } {
	return typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function';
}
