import type { Problems } from './problems.ts';

/** Reads a JSON object of a request. What is wrong with it goes to `problems` under its full property path. */
export interface FieldReader {
	/** A property's full path, e.g. `LineItems[0].Value`. */
	path(name: string): string;
	/** The property as sent; `undefined` when absent or null. */
	raw(name: string): unknown;
	text(name: string, limits?: TextLimits): string | undefined;
	number(name: string, isRequired: boolean): number | undefined;
	/** The reader of an object property; `undefined` when absent. */
	object(name: string, known: readonly string[], isRequired?: boolean): FieldReader | undefined;
	/** One reader for each object of a list property that must be there and not be empty. */
	list(name: string, known: readonly string[]): FieldReader[];
	reject(name: string, message: string): void;
}

export interface TextLimits {
	isRequired?: boolean;
	longest?: number;
	exactly?: number;
}

export interface ReadingRules {
	problems: Problems;
	rejectUnknown: boolean;
}

export function createFieldReader(
	holder: Record<string, unknown>,
	known: readonly string[],
	rules: ReadingRules,
	at = '',
): FieldReader {
	const path = (name: string) => (at === '' ? name : `${at}.${name}`);
	const reject = (name: string, message: string) => rules.problems.add(path(name), message);
	const raw = (name: string) => (Object.hasOwn(holder, name) ? (holder[name] ?? undefined) : undefined);
	const missing = (name: string) => reject(name, `The ${name} field is required.`);

	if (rules.rejectUnknown) {
		for (const name of Object.keys(holder)) {
			if (!known.includes(name)) reject(name, `The property '${name}' is not defined.`);
		}
	}

	return {
		path,
		raw,
		reject,
		text(name, { isRequired = false, longest, exactly } = {}) {
			const value = raw(name);
			if (value === undefined || (typeof value === 'string' && value.trim() === '')) {
				if (isRequired) missing(name);
				return undefined;
			}
			if (typeof value !== 'string') {
				reject(name, `The ${name} field must be a string.`);
				return undefined;
			}
			if (longest !== undefined && value.length > longest) {
				reject(name, `The field ${name} must be a string with a maximum length of ${longest}.`);
			}
			if (exactly !== undefined && value.length !== exactly) {
				reject(name, `The field ${name} must be a string with a length of ${exactly}.`);
			}
			return value;
		},
		number(name, isRequired) {
			const value = raw(name);
			if (value === undefined) {
				if (isRequired) missing(name);
				return undefined;
			}
			if (typeof value !== 'number') {
				reject(name, `The ${name} field must be a number.`);
				return undefined;
			}
			return value;
		},
		object(name, knownInside, isRequired = false) {
			const value = raw(name);
			if (value === undefined) {
				if (isRequired) missing(name);
				return undefined;
			}
			if (!isObject(value)) {
				reject(name, `The ${name} field must be an object.`);
				return undefined;
			}
			return createFieldReader(value, knownInside, rules, path(name));
		},
		list(name, knownInside) {
			const value = raw(name);
			if (value === undefined) {
				missing(name);
				return [];
			}
			if (!Array.isArray(value) || value.length === 0) {
				reject(name, `The ${name} field must be a list with at least one entry.`);
				return [];
			}
			return value.flatMap((entry, index) => {
				const entryName = `${name}[${index}]`;
				if (isObject(entry)) return [createFieldReader(entry, knownInside, rules, path(entryName))];
				reject(entryName, 'The entry must be an object.');
				return [];
			});
		},
	};
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
