import { documented, type Documented } from './documented.ts';

/** What of an operation's panel the page needs. */
export interface Calling {
	/** As the panel shows it. */
	resource: string;
	name: string;
	endpoints: readonly string[];
}

/**
 * docs/coverage.md, from what is documented and from what the operations say they call.
 *
 * @param operationsOf the operations by supplier, `CardCash` for example
 * @throws Error when an endpoint is neither called nor explained, or when an operation calls something undocumented
 */
export function coveragePage(operationsOf: Record<string, Calling[]>): string {
	const sections = documented.map(({ supplier, endpoints }) =>
		section(supplier, endpoints, operationsOf[supplier] ?? []),
	);
	return [
		'# Every documented endpoint',
		'',
		'What each supplier documents, and the operation that calls it. Made by `npm run coverage` from the operations themselves; `npm test` checks that it is up to date.',
		'',
		...sections.flat(),
	].join('\n');
}

function section(supplier: string, endpoints: Documented[], operations: Calling[]): string[] {
	const known = new Set(endpoints.map(({ endpoint }) => endpoint));
	for (const { resource, name, endpoints: called } of operations) {
		const stray = called.find((endpoint) => !known.has(endpoint));
		if (stray) throw new Error(`${supplier}: ${resource}, ${name} calls '${stray}', which is not documented.`);
	}
	const rows = endpoints.map((row) => `| \`${row.endpoint}\` | ${answer(supplier, row, operations)} |`);
	const covered = endpoints.filter(({ outside }) => !outside).length;
	const title = supplier === 'GiftCardPartners' ? 'Gift Card Partners' : supplier;
	return [
		`## ${title}: ${covered} of ${endpoints.length}`,
		'',
		'| Endpoint | Operation |',
		'| --- | --- |',
		...rows,
		'',
	];
}

function answer(supplier: string, { endpoint, elsewhere, outside }: Documented, operations: Calling[]): string {
	const callers = operations.filter((operation) => operation.endpoints.includes(endpoint));
	if (callers.length > 0 && outside) throw new Error(`${supplier}: '${endpoint}' is called and said to be left out.`);
	const names = callers.map(({ resource, name }) => `${resource}: ${name}`).sort();
	const all = [...names, ...(elsewhere ? [elsewhere] : []), ...(outside ? [outside] : [])];
	if (all.length === 0) throw new Error(`${supplier}: nothing calls '${endpoint}', and nothing says why.`);
	return all.join('<br>');
}
