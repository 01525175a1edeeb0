import { useBench } from '../../rigs/bench';
import { ACME, cardPlusPay } from '../../rigs/cardPlusPay';

const bench = useBench(cardPlusPay);
const getInventory = (changes: Record<string, unknown> = {}) => ({
	resource: 'inventory',
	operation: 'getInventory',
	...changes,
});
const codes = (run: Awaited<ReturnType<typeof bench.run>>) => run.outputs[0]!.map(({ json }) => json.productId);

test('Get Inventory gives products in words that are the same for every supplier', async () => {
	const run = await bench.run(getInventory({ filters: { itemCode: ACME } }));

	expect(run.outputs[0]).toEqual([
		{
			json: {
				productId: ACME,
				name: 'ACME 10 USD Gift Card',
				brand: 'ACME',
				category: 'Shopping',
				faceValue: 10,
				price: 9.8,
				currency: 'USD',
				type: 'DIGITAL',
				region: 'global',
				countryCodes: ['US', 'CA', 'GB'],
			},
			pairedItem: { item: 0 },
		},
	]);
});

test('every filter reaches the supplier under its own name', async () => {
	await bench.run(
		getInventory({
			filters: {
				brand: 'ACME',
				countryCode: 'US',
				currency: 'USD',
				deliveryType: 'DIGITAL',
				itemCode: ACME,
				maxFaceValue: '10.50',
				minFaceValue: 0,
				region: 'global',
				search: 'acme gift',
				sortBy: 'value',
				sortOrder: 'desc',
			},
		}),
	);

	expect(bench.supplier.requests()[0]!.query).toEqual({
		brand: 'ACME',
		country_code: 'US',
		currency: 'USD',
		delivery_type: 'DIGITAL',
		item_id: ACME,
		value_max: '10.5',
		value_min: '0',
		region: 'global',
		q: 'acme gift',
		sort_by: 'value',
		order: 'desc',
		per_page: '50',
		page: '1',
	});
});

test('Return All reads the whole catalogue, each product once', async () => {
	const run = await bench.run(getInventory({ returnAll: true }));
	const total = bench.supplier.requests().length;

	expect(new Set(codes(run)).size).toBe(codes(run).length);
	expect(codes(run).length).toBeGreaterThan(300);
	expect(total).toBe(Math.ceil(codes(run).length / 100));
});

test('a limit is kept while reading', async () => {
	const run = await bench.run(getInventory({ limit: 3 }));

	expect(codes(run)).toHaveLength(3);
	expect(bench.supplier.requests()).toHaveLength(1);
});

test.each(['products', 'catalog', 'data', 'results', 'array'])(
	'the catalogue is read when it lies under "%s"',
	async (catalogueContainer) => {
		bench.configure({ catalogueContainer, catalogueMoney: 'string' });
		const run = await bench.run(getInventory({ limit: 2 }));

		expect(run.outputs[0]!.map(({ json }) => json.price)).toEqual([9.8, 24.4]);
	},
);

test.each([
	['without pages', { catalogueContainer: 'array' }, 1],
	['that ignores the page', { catalogueIgnoresPage: true }, 4],
])('a catalogue %s ends', async (_name, settings, requests) => {
	bench.configure(settings);
	const run = await bench.run(getInventory({ returnAll: true }));

	expect(codes(run)).toHaveLength(100);
	expect(bench.supplier.requests()).toHaveLength(requests);
});

test('a catalogue that never ends ends', async () => {
	bench.configure({ catalogueNeverEnds: true });
	const run = await bench.run(getInventory({ returnAll: true, filters: { brand: 'ACME' } }));

	expect(codes(run)).toEqual([ACME, 'ACME-25USD-bcde']);
	expect(bench.supplier.requests()).toHaveLength(2);
});

test('an item code that does not exist is said, a search without a hit gives nothing', async () => {
	const unknown = await bench.run(getInventory({ filters: { itemCode: 'NOPE' } }));
	expect(unknown.error!.message).toContain("no product with the item code 'NOPE'");

	const none = await bench.run(getInventory({ filters: { search: 'zzzzzz' } }));
	expect(none.outputs[0]).toEqual([]);
});

test('with Simplify off the rows are the supplier’s own', async () => {
	const run = await bench.run(getInventory({ filters: { itemCode: ACME }, simplify: false }));

	expect(run.outputs[0]![0]!.json).toMatchObject({
		item_code: ACME,
		product_name: 'ACME 10 USD Gift Card',
		price: 9.8,
	});
});

describe('the list of Item Code', () => {
	const panel = (changes = {}, parameters = {}) =>
		bench.engine.panel({ type: 'cardPlusPay', parameters, credentials: { cardPlusPayApi: bench.credential(changes) } });

	test('is searched by the supplier and shows face value and price', async () => {
		const { results } = await panel().search('searchProducts', { filter: 'ACME' });

		expect(results[0]).toEqual({ name: 'ACME 10.00 USD — 9.80 · in stock', value: ACME, description: ACME });
		expect(bench.supplier.requests()[0]!.query).toMatchObject({ q: 'ACME' });
	});

	test('goes on page by page and ends', async () => {
		const first = await panel().search('searchProducts');
		expect(first.paginationToken).toBe('2');
		const second = await panel().search('searchProducts', { paginationToken: '2' });
		expect(second.results[0]!.value).not.toBe(first.results[0]!.value);

		bench.configure({ catalogueIgnoresPage: true });
		const stuck = await panel().search('searchProducts', { paginationToken: '2' });
		expect(stuck.paginationToken).toBeUndefined();
	});

	test('shows one brand alone when it was chosen, and asks for stock only when few are left', async () => {
		const brands = await panel().search('searchBrands', { filter: 'coffee' });
		expect(brands.results).toEqual([{ name: 'Harbor Coffee', value: 'Harbor Coffee' }]);

		bench.supplier.clearRequests();
		const brand = { __rl: true, mode: 'list', value: 'Harbor Coffee' };
		const { results } = await panel({}, { brand }).search('searchProducts');
		expect(results.map(({ name }) => name)).toEqual(
			[5, 10, 15, 25, 50, 100].map((value) => `Harbor Coffee ${value}.00 USD — ${value}.00`),
		);
		expect(bench.wire()).toEqual(['GET /v1/catalog']);
	});

	test('tells of the quantity filled in whether it is in stock; without an answer the product is shown all the same', async () => {
		const last = async (quantity: number) => {
			const { results } = await panel({}, { quantity }).search('searchProducts', { filter: 'LASTONE' });
			return results[0]?.name;
		};
		expect(await last(1)).toBe('Last One Outdoors 15.00 USD — 14.55 · in stock');
		expect(await last(2)).toBe('Last One Outdoors 15.00 USD — 14.55 · not in stock');

		const fault = { kind: 'status', status: 429, when: 'before' } as const;
		bench.supplier.addFault({ path: '/v1/orders/check', fault });
		expect(await last(1)).toBe('Last One Outdoors 15.00 USD — 14.55');
	});

	test('of all brands each comes once', async () => {
		const names: string[] = [];
		let paginationToken: string | undefined;
		do {
			const page = await panel().search('searchBrands', { paginationToken });
			names.push(...page.results.map(({ name }) => name));
			paginationToken = page.paginationToken as string | undefined;
		} while (paginationToken !== undefined);

		expect(names).toContain('ACME');
		expect(names.length).toBeGreaterThan(40);
		expect(new Set(names).size).toBe(names.length);
	});

	test('leaves out plastic cards, for which the API takes no address', async () => {
		const { results } = await panel().search('searchProducts', { filter: 'Plastic' });

		expect(results).toEqual([]);
	});

	test('says what is wrong with the credential', async () => {
		await expect(panel({ apiKey: 'not-the-right-key' }).search('searchProducts')).rejects.toThrow(
			'CardPlusPay refused the credential.',
		);
	});
});
