import { locatorValue, parseOptionalText, parseText } from '../../shared/panel/itemParameters';

/** The value of a resource locator inside a line, or of what an expression gives in its place. */
export function parseLocator(value: unknown, label: string): string {
	return parseText(locatorValue(value), label);
}

export function parseOptionalLocator(value: unknown, label: string): string | undefined {
	return parseOptionalText(locatorValue(value), label);
}
