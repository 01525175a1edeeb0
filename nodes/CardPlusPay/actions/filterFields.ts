import { ownValue } from '../../shared/model/json';
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isWholeCents, toCents, toMajor } from '../../shared/model/money';
import { badInput, parseOptionalText } from '../../shared/panel/itemParameters';

/** The collection 'Filters'. */
export function filtersField(filters: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: filters,
	};
}

const LONGEST_TEXT = 255;

/**
 * The entries of 'Filters', by the names of their fields: a number is an amount in major units, a list of options one of
 * its values, anything else text. Empty entries are left out.
 *
 * @param filters the fields of the collection
 * @param longest characters of a text, where it isn't 255
 * @throws ProblemError that names the entry
 */
export function parseFilters(
	entries: IDataObject,
	filters: INodeProperties[],
	longest: Record<string, number> = {},
): Record<string, string | number> {
	const parsed = Object.entries(entries).flatMap(([name, value]) => {
		const filter = filters.find((field) => field.name === name);
		if (!filter) {
			const names = filters.map((field) => field.name).join(', ');
			throw badInput('Filters', `has an unknown entry '${name}'`, `Use ${names}.`);
		}
		const text = parseOptionalText(value, filter.displayName);
		return text === undefined ? [] : [[name, parseFilter(filter, text, ownValue(longest, name) ?? LONGEST_TEXT)]];
	});
	return Object.fromEntries(parsed);
}

function parseFilter(filter: INodeProperties, text: string, longest: number): string | number {
	switch (filter.type) {
		case 'number':
			return parseAmount(filter, text);
		case 'options':
			return parseChoice(filter, text);
		default:
			if (text.length <= longest) return text;
			throw badInput(filter.displayName, `is longer than ${longest} characters`, `Shorten '${filter.displayName}'.`);
	}
}

function parseAmount({ displayName: label }: INodeProperties, text: string): number {
	const cents = isWholeCents(text) ? toCents(text) : undefined;
	if (cents !== undefined && cents >= 0) return toMajor(cents);
	throw badInput(label, `is '${text.slice(0, 40)}'`, `Enter an amount of 0 or more in '${label}', e.g. 25 or 25.50.`);
}

function parseChoice({ displayName: label, options = [] }: INodeProperties, text: string): string {
	const choices = options.flatMap((option) => ('value' in option ? [String(option.value)] : []));
	if (choices.includes(text)) return text;
	throw badInput(label, `is '${text.slice(0, 40)}'`, `Use one of ${choices.join(', ')} in '${label}'.`);
}
