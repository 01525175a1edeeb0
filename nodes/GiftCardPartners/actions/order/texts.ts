import { badInput, optionalTextIn, textIn } from '../../../shared/node/item';

/* Texts of an order with the supplier's limits (contracts/gift-card-partners.md 3.5). */

export function shortText(value: unknown, label: string, longest: number): string | undefined {
	const text = optionalTextIn(value, label);
	if (text !== undefined && text.length > longest) {
		throw badInput(label, `has ${text.length} characters; at most ${longest} are taken`, `Shorten '${label}'.`);
	}
	return text;
}

export function requiredText(value: unknown, label: string, longest: number): string {
	return shortText(textIn(value, label), label, longest) ?? '';
}

/** Two letters, in capitals: a state or a country. */
export function twoLetters(value: unknown, label: string): string {
	const text = textIn(value, label).toUpperCase();
	if (/^[A-Z]{2}$/.test(text)) return text;
	throw badInput(
		label,
		`is '${text.slice(0, 40)}'`,
		`Enter two letters in '${label}', e.g. ${label.startsWith('Country') ? 'US' : 'IL'}.`,
	);
}

export function emailIn(value: unknown, label: string): string | undefined {
	const text = shortText(value, label, 150);
	if (text === undefined || /^[^\s@]+@[^\s@]+$/.test(text)) return text;
	throw badInput(label, `is '${text.slice(0, 40)}'`, `Enter an email address in '${label}', e.g. name@example.com.`);
}

export function phoneIn(value: unknown, label: string): string | undefined {
	const text = shortText(value, label, 20);
	if (text === undefined || /^\+?[\d ().-]{5,}$/.test(text)) return text;
	throw badInput(
		label,
		`is '${text.slice(0, 40)}'`,
		`Enter a phone number with its country code in '${label}', e.g. +15551234567.`,
	);
}
