import { useBench } from '../../rigs/bench';
import { coffee, createCoffeeOrder, giftCardPartners } from '../../rigs/giftCardPartners';

describe('lists that are kept', () => {
	const DAY_MS = 24 * 3_600_000;

	const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });
	const run = async (operation: string, parameters: Record<string, unknown> = {}, resource = 'inventory') =>
		await bench.run({ resource, operation, ...parameters });
	const panel = (parameters: Record<string, unknown> = {}, credential = bench.credential()) =>
		bench.engine.panel({ type: 'giftCardPartners', parameters, credentials: { giftCardPartnersApi: credential } });
	const byId = (value: string) => ({ __rl: true, mode: 'id', value });
	const asked = (path: string) => bench.wire().filter((line) => line === `GET ${path}`).length;

	test('the products are asked for once a week, by workflows and dropdowns together', async () => {
		await run('getInventory', { returnAll: true });
		await run('getInventory', { returnAll: true, simplify: false });
		await panel().search('searchProducts');
		expect(asked('/v1/Products')).toBe(4);

		await bench.time.advance(6 * DAY_MS);
		await run('getInventory');
		expect(asked('/v1/Products')).toBe(4);

		await bench.time.advance(DAY_MS);
		await run('getInventory');
		expect(asked('/v1/Products')).toBe(5);
	});

	test('items that ask at the same time wait for one answer', async () => {
		await bench.run({ resource: 'inventory', operation: 'getInventory' }, { items: [{}, {}, {}, {}, {}] });
		expect(asked('/v1/Products')).toBe(1);
	});

	test("'Refresh Product List' shows what is there now, asking once for all items", async () => {
		await run('getProduct', { productId: byId('COFFEE') });
		bench.act('setProductAvailable', { productId: 'COFFEE', available: false });
		const kept = await run('getProduct', { productId: byId('COFFEE') });
		expect(kept.outputs[0]).toHaveLength(3);

		const refreshed = await bench.run(
			{ resource: 'inventory', operation: 'getInventory', productName: 'corner', options: { refresh: true } },
			{ items: [{}, {}, {}] },
		);
		expect(refreshed.outputs[0]).toEqual([]);
		expect(asked('/v1/Products')).toBe(1);
		const gone = await run('getProduct', { productId: byId('COFFEE') });
		expect(gone.error?.message).toContain("has no product 'COFFEE'");
	});

	test('a product that was not there is asked for again', async () => {
		bench.act('setProductAvailable', { productId: 'COFFEE', available: false });
		await run('getProduct', { productId: byId('COFFEE') });
		bench.act('setProductAvailable', { productId: 'COFFEE', available: true });
		const back = await run('getProduct', { productId: byId('COFFEE') });
		expect(back.outputs[0]).toHaveLength(3);
	});

	test('an order refused for its product makes the list be read anew', async () => {
		await run('getInventory', { returnAll: true });
		bench.act('setProductAvailable', { productId: 'COFFEE', available: false });
		const before = await panel().search('searchProducts', { filter: 'corner' });
		expect(before.results).toHaveLength(1);

		const order = await bench.run(createCoffeeOrder('KEPT-1', [coffee()]));
		expect(order.error?.message).toContain('did not accept');
		const after = await panel().search('searchProducts', { filter: 'corner' });
		expect(after.results).toEqual([]);
	});

	test('a search goes to the supplier while not all products are known, and not any more then', async () => {
		await panel().search('searchProducts', { filter: 'corner coffee' });
		expect(asked('/v1/Products')).toBe(1);
		await run('getInventory', { returnAll: true });
		const { results } = await panel().search('searchProducts', { filter: 'brand x' });
		expect(results.map(({ value }) => value)).toEqual(['BRANDX']);
		expect(asked('/v1/Products')).toBe(5);
	});

	test('shipping methods, carriers and brandings are kept too, and refreshed when asked; the balance never', async () => {
		for (const operation of ['getShippingMethods', 'getCarriers', 'getBrandings']) {
			await run(operation, {}, 'delivery');
			await run(operation, {}, 'delivery');
		}
		await panel().search('searchShippingMethods');
		expect(asked('/v1/ShippingMethods') + asked('/v1/Carriers') + asked('/v1/Brandings')).toBe(3);
		await run('getCarriers', { options: { refresh: true } }, 'delivery');
		expect(asked('/v1/Carriers')).toBe(2);

		await run('getBalance', {}, 'account');
		await run('getBalance', {}, 'account');
		expect(asked('/v1/AccountBalance')).toBe(2);
	});

	test('an answer that could not be read is not kept, and somebody with another token does not see what is', async () => {
		const fault = { kind: 'status', status: 200, body: 'nothing', when: 'before' } as const;
		bench.supplier.addFault({ path: '/v1/Products', times: 1, fault });
		expect((await run('getInventory')).error).toBeDefined();
		expect((await run('getInventory')).outputs[0]).toHaveLength(50);
		await expect(panel({}, bench.credential({ accessToken: 'wrong' })).search('searchProducts')).rejects.toThrow(
			'refused',
		);
	});

	test('the list of face values shows price and currency, and a free amount with its range', async () => {
		const valuesOf = async (product: string, filter?: string) => {
			const parameters = { lineItems: { lineItem: [{ productId: byId(product) }] } };
			const path = 'parameters.lineItems.lineItem[0].value';
			const { results } = await panel(parameters).search('searchFaceValues', { path, filter });
			return results.map(({ name, value }) => `${name} = ${String(value)}`);
		};
		expect(await valuesOf('COFFEE')).toEqual([
			'10.00 USD · costs 9.60 = 10.00',
			'25.00 USD · costs 24.00 = 25.00',
			'50.00 USD · costs 48.00 = 50.00',
		]);
		expect(await valuesOf('MAPLE')).toEqual(['25.00 CAD · costs 23.75 = 25.00']);
		expect(await valuesOf('FLEX')).toEqual([
			'5.00 USD · lowest of 5.00 to 500.00, any cent · costs 5.00 = 5.00',
			'500.00 USD · highest of 5.00 to 500.00, any cent · costs 500.00 = 500.00',
		]);
		expect((await valuesOf('WHOLE', '75'))[0]).toBe(
			'75.00 USD · within 10.00 to 250.00, whole units only · costs 73.13 = 75.00',
		);
		expect(await valuesOf('WHOLE', '75.50')).toHaveLength(2);
		expect(await valuesOf('COFFEE', '25')).toEqual(['25.00 USD · costs 24.00 = 25.00']);
	});
});

describe('the panel', () => {
	const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });
	const panel = (parameters: Record<string, unknown> = {}, credential = bench.credential()) =>
		bench.engine.panel({ type: 'giftCardPartners', parameters, credentials: { giftCardPartnersApi: credential } });

	test('products are found by name, and only those that can be delivered as chosen', async () => {
		const coffee = await panel({ deliveryType: 'Links' }).search('searchProducts', { filter: 'corner coffee' });
		expect(coffee.results).toEqual([
			{ name: 'Corner Coffee House · 10.00, 25.00, 50.00 USD · 4 % off · DigitalDelivery / Links', value: 'COFFEE' },
		]);
		const plastic = await panel({ deliveryType: 'Links' }).search('searchProducts', { filter: 'plastic gift' });
		expect(plastic.results).toEqual([]);
	});

	test('the whole catalogue can be scrolled through, each product once', async () => {
		const seen: unknown[] = [];
		let paginationToken: string | undefined;
		do {
			const page = await panel().search('searchProducts', { paginationToken });
			seen.push(...page.results.map(({ value }) => value));
			paginationToken = page.paginationToken as string | undefined;
		} while (paginationToken !== undefined);
		expect(seen).toHaveLength(400);
		expect(new Set(seen).size).toBe(400);
	});

	test('the face values are those of the product in the same line', async () => {
		const lines = [
			{ productId: { __rl: true, mode: 'id', value: 'COFFEE' } },
			{ productId: { __rl: true, mode: 'id', value: 'FLEX' } },
			{ productId: { __rl: true, mode: 'id', value: '' } },
		];
		const valuesOf = async (line: number) => {
			const { results } = await panel({ lineItems: { lineItem: lines } }).search('searchFaceValues', {
				path: `parameters.lineItems.lineItem[${line}].value`,
			});
			return results.map(({ value }) => value);
		};
		expect(await valuesOf(0)).toEqual(['10.00', '25.00', '50.00']);
		expect(await valuesOf(1)).toEqual(['5.00', '500.00']);
		expect(await valuesOf(2)).toEqual([]);
	});

	test.each(['searchShippingMethods', 'searchCarriers', 'searchBrandings'])(
		'%s shows all, and filters',
		async (method) => {
			const all = await panel().search(method);
			expect(all.results).toHaveLength(6);
			const some = await panel().search(method, { filter: 'zzz' });
			expect(some.results).toEqual([]);
		},
	);

	test('a list that can not be read says why', async () => {
		const search = panel({}, bench.credential({ accessToken: 'wrong' })).search('searchProducts');
		await expect(search).rejects.toThrow("refused the 'Email' and 'Access Token'");
	});
});
