/* What can be run: read from the description of the nodes as n8n has loaded them, so nothing can be forgotten. */

export interface Property {
	displayName: string;
	name: string;
	type: string;
	required?: boolean;
	default?: unknown;
	options?: Array<{ name: string; value: unknown; values?: Property[]; options?: Property[] }>;
	modes?: Array<{ typeOptions?: { searchListMethod?: string } }>;
	typeOptions?: { searchListMethod?: string };
	displayOptions?: { show?: Record<string, unknown[]>; hide?: Record<string, unknown[]> };
}

export interface NodeType {
	name: string;
	displayName: string;
	group: string[];
	polling?: boolean;
	webhooks?: unknown[];
	properties: Property[];
}

export type Parameters = Record<string, unknown>;

/** Values for parameters by their names. Several of one name: an operation is run with each. */
export type Values = Record<string, unknown[]>;

/** One way to run a node: an operation with these parameters. */
export interface Play {
	/** `cardCash order/get codes=masked simplify=false` */
	what: string;
	node: string;
	operation: string;
	parameters: Parameters;
}

/**
 * Every operation of a node, each with Simplify on and off, with every choice of Codes, and with all values given.
 *
 * @throws when a required parameter has no value: whoever adds one adds a value for it
 */
export function playsOf(type: NodeType, node: string, values: Values): Play[] {
	const operations = operationsOf(type);
	return operations.flatMap(({ resource, operation }) => {
		const fixed: Parameters = resource === '' ? {} : { resource, operation };
		let plays: Parameters[] = [fixed];
		for (const property of type.properties) {
			if (property.name === 'resource' || property.name === 'operation' || property.type === 'notice') continue;
			plays = plays.flatMap((parameters) =>
				withProperty(parameters, property, values, `${node} ${resource}/${operation}`),
			);
		}
		return plays.map((parameters) => ({
			what: `${node} ${resource}/${operation}${described(parameters)}`,
			node,
			operation: `${resource}/${operation}`,
			parameters,
		}));
	});
}

function operationsOf({ properties }: NodeType): Array<{ resource: string; operation: string }> {
	const found = properties
		// What AI agents are offered is a part of it.
		.filter(({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.['@tool'] === undefined)
		.flatMap(({ options = [], displayOptions }) =>
			// n8n adds one of its own, which sends nothing through the node.
			options
				.filter(({ value }) => value !== '__CUSTOM_API_CALL__')
				.map(({ value }) => ({
					resource: String(displayOptions?.show?.resource?.[0] ?? ''),
					operation: String(value),
				})),
		);
	return found.length > 0 ? found : [{ resource: '', operation: '' }];
}

/** Values worth trying where the panel gives them. */
const ALL_CHOICES = new Set(['codes', 'getFrom', 'simplify', 'output']);

function withProperty(parameters: Parameters, property: Property, values: Values, where: string): Parameters[] {
	const { name, required, type } = property;
	if (!isShown(property, parameters) || name in parameters) return [parameters];
	const choices = choicesOf(property, values);
	if (choices !== undefined) return choices.map((value) => ({ ...parameters, [name]: value }));
	const isGiven = property.default !== undefined && property.default !== '' && !isEmpty(property.default);
	if (required === true && !isGiven) {
		throw new Error(`${where} needs '${property.displayName}': add a value for '${name}' to canaryValues.ts.`);
	}
	// n8n fills in the defaults, but what is shown may hang on one.
	return type === 'collection' ? [parameters] : [{ ...parameters, [name]: property.default }];
}

function choicesOf({ name, type, options }: Property, values: Values): unknown[] | undefined {
	if (values[name] !== undefined) return values[name];
	if (!ALL_CHOICES.has(name)) return undefined;
	if (type === 'boolean') return [true, false];
	return options?.map(({ value }) => value);
}

function isEmpty(value: unknown): boolean {
	return typeof value === 'object' && value !== null && (Object.keys(value).length === 0 || hasNoValue(value));
}

function hasNoValue(value: object): boolean {
	return 'mode' in value && 'value' in value && value.value === '';
}

function isShown({ displayOptions }: Property, parameters: Parameters): boolean {
	const matches = ([name, wanted]: [string, unknown[]]): boolean =>
		name.startsWith('@') ? name === '@version' : wanted.includes(parameters[name]);
	const show = Object.entries(displayOptions?.show ?? {});
	const hide = Object.entries(displayOptions?.hide ?? {});
	return (
		show.every(matches) &&
		!(hide.length > 0 && hide.some(([name, wanted]) => !name.startsWith('@') && wanted.includes(parameters[name])))
	);
}

function described(parameters: Parameters): string {
	return Object.entries(parameters)
		.filter(([name]) => ALL_CHOICES.has(name) || name === 'deliveryType')
		.map(([name, value]) => ` ${name}=${String(value)}`)
		.join('');
}

/** The lists that the panel loads from the supplier, with the parameter that loads each. */
export function searchesOf({ properties }: NodeType): Array<{ path: string; method: string }> {
	const found = (property: Property, path: string): Array<{ path: string; method: string }> => {
		const here = [property, ...(property.modes ?? [])].flatMap(({ typeOptions }) =>
			typeOptions?.searchListMethod ? [{ path, method: typeOptions.searchListMethod }] : [],
		);
		const inside = (property.options ?? []).flatMap(({ name, values = [] }) =>
			values.flatMap((value) => found(value, `${path}.${name}.${value.name}`)),
		);
		return [...here, ...inside];
	};
	const all = properties.flatMap((property) => found(property, property.name));
	return [...new Map(all.map((search) => [search.method, search])).values()];
}
