import type { IDataObject } from 'n8n-workflow';

import { isWholeCents, toCents, toMajor } from '../../shared/model/money';
import { badInput, parseOptionalText } from '../../shared/panel/itemParameters';
import type { Query } from '../client/client';

/** One entry of 'Filters': its label, and what it sends under the supplier's own name. */
export type Filter =
	| { kind: 'text'; label: string; parameter: string; longest: number }
	| { kind: 'amount'; label: string; parameter: string }
	| { kind: 'choice'; label: string; parameter: string; choices: readonly string[] }
	/** A choice that stands for several parameters. */
	| { kind: 'query'; label: string; queries: Record<string, Query> };

export type Filters = Record<string, Filter>;

/** The entries of 'Filters' as the supplier takes them. What is left empty is not sent. */
export function parseFilters(entries: IDataObject, filters: Filters): Query {
	return Object.fromEntries(
		Object.entries(entries).flatMap(([name, value]) => {
			const filter = filters[name];
			if (filter) return Object.entries(parseFilter(filter, value));
			throw badInput('Filters', `has an unknown entry '${name}'`, `Use ${Object.keys(filters).join(', ')}.`);
		}),
	);
}

function parseFilter(filter: Filter, value: unknown): Query {
	const { label } = filter;
	const text = parseOptionalText(value, label);
	if (text === undefined) return {};
	switch (filter.kind) {
		case 'text':
			if (text.length <= filter.longest) return { [filter.parameter]: text };
			throw badInput(label, `is longer than ${filter.longest} characters`, `Shorten '${label}'.`);
		case 'choice':
			if (filter.choices.includes(text)) return { [filter.parameter]: text };
			throw notAChoice(label, text, filter.choices);
		case 'query': {
			const query = Object.hasOwn(filter.queries, text) ? filter.queries[text] : undefined;
			if (query) return query;
			throw notAChoice(label, text, Object.keys(filter.queries));
		}
		case 'amount': {
			const cents = isWholeCents(text) ? toCents(text) : undefined;
			if (cents !== undefined && cents >= 0) return { [filter.parameter]: toMajor(cents) };
			throw badInput(
				label,
				`is '${text.slice(0, 40)}'`,
				`Enter an amount of 0 or more in '${label}', e.g. 25 or 25.50.`,
			);
		}
	}
}

function notAChoice(label: string, text: string, choices: readonly string[]): Error {
	return badInput(label, `is '${text.slice(0, 40)}'`, `Use one of ${choices.join(', ')} in '${label}'.`);
}
