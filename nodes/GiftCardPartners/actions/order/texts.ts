import { badInput, parseOptionalText, parseText } from '../../../shared/panel/itemParameters';

/* Texts of an order with the supplier's limits (docs/contracts/gift-card-partners.md 3.5). */

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

/** Two letters, in capitals: a state or a country. */
export function parseTwoLetters(value: unknown, label: string): string {
	const text = parseText(value, label).toUpperCase();
	if (/^[A-Z]{2}$/.test(text)) return text;
	throw badInput(
		label,
		`is '${text.slice(0, 40)}'`,
		`Enter two letters in '${label}', e.g. ${label.startsWith('Country') ? 'US' : 'IL'}.`,
	);
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
