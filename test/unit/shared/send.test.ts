import type { IExecuteFunctions } from 'n8n-workflow';

import type { Delivery } from '../../../nodes/shared/http/request';
import { newRetryBudget } from '../../../nodes/shared/http/retry';
import { sendWithRetry } from '../../../nodes/shared/http/send';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => undefined }));

const busy: Delivery = { kind: 'reply', status: 503, headers: {}, json: undefined, isEmpty: true };
const done: Delivery = { ...busy, status: 200 };

const running = (stop = new AbortController()) =>
	({ getExecutionCancelSignal: () => stop.signal }) as Partial<IExecuteFunctions> as IExecuteFunctions;

/** Counts what is sent; the supplier is busy for the first `times`. */
function busyFor(times: number) {
	let sent = 0;
	return { attempt: async () => (++sent > times ? done : busy), sent: () => sent };
}

test('a read is sent again until it is answered', async () => {
	const supplier = busyFor(2);
	expect(await sendWithRetry(running(), supplier.attempt, newRetryBudget(), 'read')).toBe(done);
	expect(supplier.sent()).toBe(3);
});

test('all requests of a run share thirty retries', async () => {
	const supplier = busyFor(Infinity);
	const budget = newRetryBudget();
	for (let item = 0; item < 20; item++) await sendWithRetry(running(), supplier.attempt, budget, 'read');
	expect(supplier.sent()).toBe(20 + 30);
});

test('what may not be repeated costs nothing of the budget', async () => {
	const budget = newRetryBudget(1);
	await sendWithRetry(running(), busyFor(Infinity).attempt, budget, 'change');
	expect(budget.spend()).toBe(true);
	expect(budget.spend()).toBe(false);
});

test('nothing more is sent when the execution is stopped while it waits', async () => {
	const stop = new AbortController();
	const supplier = busyFor(Infinity);
	const attempt = async () => {
		stop.abort();
		return await supplier.attempt();
	};
	expect(await sendWithRetry(running(stop), attempt, newRetryBudget(), 'read')).toBe(busy);
	expect(supplier.sent()).toBe(1);
});
