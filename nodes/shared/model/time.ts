const US_TIMESTAMP = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2}):(\d{2}) (AM|PM)$/i;
const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * A supplier's timestamp as ISO in UTC. A time without a zone counts as UTC (docs/contracts/gift-card-partners.md row 9);
 * the US style is that of the webhook (docs/contracts/gift-card-partners.md 5).
 *
 * @returns undefined for anything that isn't a time
 */
export function toIsoUtc(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	const us = US_TIMESTAMP.exec(text);
	if (us) {
		const [, month, day, year, hour, minute, second, half] = us;
		const hours = (Number(hour) % 12) + (half!.toUpperCase() === 'PM' ? 12 : 0);
		return isoOrUndefined(
			Date.UTC(Number(year), Number(month) - 1, Number(day), hours, Number(minute), Number(second)),
		);
	}
	if (!/^\d{4}-\d{2}-\d{2}T/.test(text)) return undefined;
	return isoOrUndefined(Date.parse(HAS_ZONE.test(text) ? text : `${text}Z`));
}

function isoOrUndefined(time: number): string | undefined {
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
