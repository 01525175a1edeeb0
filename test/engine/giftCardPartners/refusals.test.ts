/* A refusal is proof only in Gift Card Partners' own words: whatever a gateway answers, a booked order is never rejected. */
import { jsonOf, purchaseOf, useBench } from '../../rigs/bench';
import { createCoffeeOrder, giftCardPartners } from '../../rigs/giftCardPartners';
import type { Fault } from '../../rigs/rig';

const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });
const GO_ON = { onError: 'continueRegularOutput' as const };
const OWN_WORDS = { Errors: [{ Property: '', Errors: ['The bearer token is invalid.'] }] };
const EMPTY = ['nothing', {}] as const;
const DATA = ['data of nobody knows whom', { body: { Message: 'Forbidden', Status: 'error' } }] as const;
const LIST = ['a list', { body: [] }] as const;
const PAGE = ['a web page', { body: '<html>No</html>', contentType: 'text/html' }] as const;
const USED = [
	'a used PO number',
	{ body: { Errors: [{ Property: 'PONumber', Errors: ['Must be unique.'] }] } },
] as const;
const LATER = [
	'own words of an order on its way',
	{ body: { Errors: [{ Property: 'Note', Errors: ['Processing'] }] } },
] as const;
const NO_LACK = ['enough money', { body: { AvailableBalance: 100, OrderCost: 24 } }] as const;

const onOrder = (fault: Omit<Extract<Fault, { kind: 'status' }>, 'kind'>, nth?: number) =>
	bench.disturb('order', { kind: 'status', ...fault } as Fault, nth === undefined ? {} : { nth });
const buy = async () => {
	const run = await bench.run(createCoffeeOrder('INV-1'), { settings: GO_ON });
	return { ...purchaseOf([...jsonOf(run), ...jsonOf(run, 1)][0]), orderId: jsonOf(run)[0]?.orderId };
};
/** Whatever became of the order: what is in the books is output, or may be. */
const expectNotRejected = (purchase: Awaited<ReturnType<typeof buy>>) => {
	expect(bench.booked()).toHaveLength(1);
	if ('outcome' in purchase && purchase.outcome === 'confirmed')
		expect(purchase.orderId).toBe(bench.booked()[0]!.orderId);
	else expect(purchase).toMatchObject({ outcome: 'unknown' });
};

const answers = [EMPTY, DATA, LIST, PAGE, USED, LATER, NO_LACK];
const statuses = [400, 401, 403, 404, 408, 422, 429, 451];

describe.each(answers)('with %s in the reply', (_what, reply) => {
	test.each(statuses)('a booked order is not rejected after %i', async (status) => {
		onOrder({ status, when: 'after', ...reply }, 1);
		expectNotRejected(await buy());
	});

	test.each(statuses)('nor when every sending is answered with %i', async (status) => {
		onOrder({ status, when: 'after', ...reply });
		expectNotRejected(await buy());
	});
});

const ANSWERS_TO_401 = [EMPTY, DATA, PAGE, ['own words', { body: OWN_WORDS }] as const];
describe.each(ANSWERS_TO_401)('with %s and 401 in the reply', (_what, reply) => {
	test.each([400, 401, 403, 404, 500])('a booked order is not rejected when the new log-in gets %i', async (status) => {
		onOrder({ status: 401, when: 'after', ...reply });
		const afterTheFirst = [2, 3, 4, 5].map((nth) => ({ nth }));
		for (const more of afterTheFirst) bench.disturb('token', { kind: 'status', status, when: 'before' }, more);
		expectNotRejected(await buy());
	});
});

test.each<[number, unknown]>([
	[400, { Errors: [{ Property: 'LineItems[0].Value', Errors: ['Value must be one of: 10.'] }] }],
	[401, OWN_WORDS],
	[403, { Errors: [{ Property: '', Errors: ['Access is not allowed.'] }] }],
	[422, { AvailableBalance: 1, OrderCost: 24 }],
])('after a 401 from nobody knows whom, even %i in own words proves nothing', async (status, body) => {
	onOrder({ status: 401, when: 'after' }, 1);
	onOrder({ status, when: 'after', body });
	expectNotRejected(await buy());
});

test.each<[number, unknown, string]>([
	[
		400,
		{ Errors: [{ Property: 'LineItems[0].Value', Errors: ['Value must be one of: 10.'] }] },
		'FACE_VALUE_NOT_ALLOWED',
	],
	[400, { errors: [{ property: 'Note', errors: ['Too rude.'] }] }, 'BAD_REQUEST'],
	[401, OWN_WORDS, 'CREDENTIAL_REFUSED'],
	[403, { Errors: [{ Property: '', Errors: ['Access is not allowed.'] }] }, 'CREDENTIAL_REFUSED'],
	[422, { AvailableBalance: 1, OrderCost: 24 }, 'INSUFFICIENT_BALANCE'],
])('%i in own words is a refusal, and the reference stays free', async (status, body, code) => {
	onOrder({ status, when: 'before', body });
	expect(await buy()).toMatchObject({ outcome: 'rejected', code });
	bench.supplier.clearFaults();

	expect(await buy()).toMatchObject({ outcome: 'confirmed', alreadyExisted: false });
});

test('an order that was refused in doubtful words, and not booked, is bought by the next run', async () => {
	onOrder({ status: 422, when: 'before' });
	expect(await buy()).toMatchObject({ outcome: 'unknown', code: 'REFUSED_AFTER_DOUBT' });
	expect(bench.orderPosts()).toHaveLength(1);
	bench.supplier.clearFaults();

	expect(await buy()).toMatchObject({ outcome: 'confirmed' });
	expect(bench.booked()).toHaveLength(1);
});

test('a web page with 401 does not keep an old token in use: the order goes out again with a new one', async () => {
	onOrder({ status: 401, when: 'before', ...PAGE[1] }, 1);
	expect(await buy()).toMatchObject({ outcome: 'confirmed', attempts: 2 });
	expect(bench.supplier.requests(giftCardPartners.paths.token)).toHaveLength(2);
});

test('when API access is switched off between two orders, the run ends with the next log-in', async () => {
	onOrder({ status: 403, when: 'before' });
	bench.disturb('token', { kind: 'status', status: 403, when: 'before' }, { nth: 2 });
	const items = ['A', 'B', 'C'].map((ref) => ({ ref }));
	const run = await bench.run(createCoffeeOrder('={{ $json.ref }}'), { items, settings: GO_ON });

	expect(jsonOf(run, 1).map((json) => purchaseOf(json).outcome)).toEqual(['unknown', 'rejected', 'rejected']);
	expect(bench.orderPosts()).toHaveLength(1);
});
