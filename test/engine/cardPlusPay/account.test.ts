import { useBench } from '../../rigs/bench';
import { cardPlusPay } from '../../rigs/cardPlusPay';

const bench = useBench(cardPlusPay);
const getBalance = { resource: 'account', operation: 'getBalance' };

test('Get Balance gives the balance as a number', async () => {
	bench.act('setBalance', { balance: 1234.5 });
	const run = await bench.run(getBalance);

	expect(run.outputs[0]).toEqual([{ json: { available: 1234.5, currency: 'USD' }, pairedItem: { item: 0 } }]);
});

test('Get Balance with Simplify off gives what the supplier sent', async () => {
	const run = await bench.run({ ...getBalance, simplify: false });

	expect(run.outputs[0]![0]!.json).toEqual({ balance: '10000.00', currency: 'USD', state: 'success' });
});

test('a key named error in what the supplier sent does not make n8n run the node again', async () => {
	bench.supplier.addFault({
		path: '/v1/balance',
		fault: {
			kind: 'status',
			status: 200,
			body: { success: true, message: '', data: { balance: '1.00', error: '' } },
			when: 'before',
		},
	});
	const run = await bench.run({ ...getBalance, simplify: false }, { settings: { retryOnFail: true, maxTries: 3 } });

	expect(run.outputs[0]![0]!.json).toEqual({ balance: '1.00', supplierError: '' });
	expect(run.tries).toBe(1);
});

test('Get API Info gives what is expected of it, and of the rest the structure', async () => {
	const getApiInfo = { resource: 'account', operation: 'getApiInfo' };
	const run = await bench.run(getApiInfo);
	expect(run.outputs[0]![0]!.json).toEqual({ version: 'v1', deprecations: [] });
	expect(bench.wire()).toEqual(['GET /v1/']);

	const data = { version: { current: 'v2' }, notes: ['<b>soon</b>'], sample: { code: 'AAAA-BBBB-CCCC' } };
	const body = { success: true, message: '', data };
	bench.supplier.addFault({
		path: '/v1/',
		fault: { kind: 'status', status: 200, body, when: 'before' },
	});
	const other = await bench.run(getApiInfo);
	expect(other.outputs[0]![0]!.json).toEqual({
		version: { current: '••••' },
		notes: ['••••'],
		sample: { code: '••••' },
	});
});

test('Check Connection tells what the supplier announces', async () => {
	const run = await bench.run({ resource: 'account', operation: 'checkConnection' });

	expect(run.outputs[0]![0]!.json).toEqual({
		supplier: 'CardPlusPay',
		isConnected: true,
		apiVersion: 'v1',
		deprecations: [],
		checkedAt: expect.any(String) as string,
	});
	expect(bench.wire()).toEqual(['GET /v1/']);
});

test.each([
	['a web page', { kind: 'html' }, 'something that is not data'],
	['an empty 200', { kind: 'status', status: 200, when: 'before' }, 'something other than the data'],
	[
		'data of another API',
		{ kind: 'status', status: 200, body: { ok: true }, when: 'before' },
		'something other than the data',
	],
	[
		'a refusal with 200',
		{ kind: 'status', status: 200, body: { success: false, message: 'No <b>way</b>' }, when: 'before' },
		'No &lt;b&gt;way&lt;/b&gt;',
	],
	[
		'a redirect',
		{ kind: 'status', status: 302, headers: { location: '/elsewhere' }, when: 'before' },
		'leads somewhere else',
	],
	[
		'a balance that is no number',
		{ kind: 'status', status: 200, body: { success: true, message: '', data: { balance: 'lots' } }, when: 'before' },
		'something other than the data',
	],
] as const)('%s in place of the balance is explained', async (_name, fault, said) => {
	bench.supplier.addFault({ path: '/v1/balance', fault });
	const run = await bench.run(getBalance);

	expect(run.error!.message).toContain(said);
	expect(run.error!.message).not.toMatch(/\b(error|failed|failure|problem|mistake)\b/i);
	expect(bench.wire()).toHaveLength(1);
});

test('a read goes out again after a 500', async () => {
	bench.supplier.addFault({
		path: '/v1/balance',
		times: 1,
		fault: { kind: 'status', status: 500, when: 'before' },
	});
	const run = await bench.run(getBalance);

	expect(run.outputs[0]![0]!.json.available).toBe(10_000);
	expect(bench.wire()).toHaveLength(2);
});

test.each(['continueRegularOutput', 'continueErrorOutput', 'stopWorkflow'] as const)(
	'with On Error at %s, a refused key is tried once for twenty items',
	async (onError) => {
		const run = await bench.run(getBalance, {
			credential: bench.credential({ apiKey: 'not-the-right-key' }),
			items: Array.from({ length: 20 }, () => ({})),
			settings: { onError },
		});

		expect(bench.wire()).toEqual(['GET /v1/balance']);
		expect(run.stored).toContain('CardPlusPay refused the credential.');
		expect(run.stored).not.toContain('not-the-right-key');
	},
);

test('a slash at the end of the base URL does no harm', async () => {
	const run = await bench.run(getBalance, {
		credential: bench.credential({ baseUrl: `${bench.supplier.url}/cardpluspay/v1/` }),
	});

	expect(run.error).toBeUndefined();
});
