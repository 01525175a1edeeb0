import { isObject } from '../../shared/http/json';
import { optionalTextIn, textIn } from '../../shared/node/item';

/** The value of a resource locator inside a line, or of what an expression gives in its place. */
export function locatorIn(value: unknown, label: string): string {
	return textIn(chosen(value), label);
}

export function optionalLocatorIn(value: unknown, label: string): string | undefined {
	return optionalTextIn(chosen(value), label);
}

/** The bare value, for a locator that holds something else than text. */
export function chosen(value: unknown): unknown {
	return isObject(value) && 'mode' in value ? value.value : value;
}
