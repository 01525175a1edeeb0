import { useBench } from '../../rigs/bench';
import { giftCardPartners } from '../../rigs/giftCardPartners';

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
