import { toIsoUtc } from '../../shared/model/time';
import { badInput, parseOptionalText, parseText } from '../../shared/panel/itemParameters';

/* Single values, from the panel or from an expression, within the supplier's limits (docs/contracts/gift-card-partners.md 3.5). */

export function parseShortText(value: unknown, label: string, longest: number): string | undefined {
	const text = parseOptionalText(value, label);
	if (text !== undefined && text.length > longest) {
		throw badInput(label, `has ${text.length} characters; at most ${longest} are taken`, `Shorten '${label}'.`);
	}
	return text;
}

export function parseRequiredText(value: unknown, label: string, longest: number): string {
	return parseShortText(parseText(value, label), label, longest) ?? '';
}

/** A state or a country: two letters, returned in capitals. */
export function parseTwoLetters(value: unknown, label: string, example: string): string {
	const text = parseText(value, label).toUpperCase();
	if (/^[A-Z]{2}$/.test(text)) return text;
	throw badInput(label, `is '${text.slice(0, 40)}'`, `Enter two letters in '${label}', e.g. ${example}.`);
}

export function parseEmail(value: unknown, label: string): string | undefined {
	const text = parseShortText(value, label, 150);
	if (text === undefined || /^[^\s@]+@[^\s@]+$/.test(text)) return text;
	throw badInput(label, `is '${text.slice(0, 40)}'`, `Enter an email address in '${label}', e.g. name@example.com.`);
}

export function parsePhone(value: unknown, label: string): string | undefined {
	const text = parseShortText(value, label, 20);
	if (text === undefined || /^\+?[\d ().-]{5,}$/.test(text)) return text;
	throw badInput(
		label,
		`is '${text.slice(0, 40)}'`,
		`Enter a phone number with its country code in '${label}', e.g. +15551234567.`,
	);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SPACE_FOR_T = /^(\d{4}-\d{2}-\d{2}) (?=\d{2}:)/;

/**
 * A time as ISO in UTC, from the date picker, from text, or from an expression that gives a date such as n8n's `$now`.
 * Without a zone it counts as UTC; a day is its first moment.
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
