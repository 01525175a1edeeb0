import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { toItemJson } from '../../shared/execution/output';
import { newRetryBudget } from '../../shared/http/retry';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import { maskBody } from '../../shared/secrets/mask';
import { toOrderEvents } from '../../shared/trigger/event';
import { openClient } from '../client/client';
import { SECRET_KEYS } from '../client/claims';
import { createGateway } from '../client/gateway';
import { toOrderId } from './call';
import type { Emitted } from './emitted';
import { emittedBy, NOTHING_EMITTED, triggerName } from './emitted';
import { toSupplierEvent } from './event';
import { LookUps } from './lookUps';
import { isSecret, objectionTo } from './secret';

/** The sender waits; what takes longer is better tried again. */
const TIMEOUT_MS = 10_000;

const lookUps = new LookUps();

/**
 * Answers one call of FulfillmentComplete. The call proves nothing, so it is only a hint: the order is read with the
 * credential, and what comes out is what the supplier says (docs/n8n-engine.md 8).
 *
 * Whoever has the secret gets the same short answer whether or not the order exists; whoever hasn't gets another.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (!isAllowedIn(context)) return answer(context, 404, 'Not found');
	const orderId = toOrderId(context.getBodyData());
	if (orderId === undefined) return RECEIVED;

	// A test is repeated on purpose.
	const emitted = context.getMode() === 'manual' ? NOTHING_EMITTED : openEmitted(context);
	const result = await lookUps.run(orderId, async () => await lookUp(context, orderId, emitted));
	if (result === undefined) return answer(context, 503, 'Try again later');
	return result === 'nothing' ? RECEIVED : { ...RECEIVED, workflowData: [[{ json: result }]] };
}

const RECEIVED: IWebhookResponseData = { webhookResponse: 'OK' };

function isAllowedIn(context: IWebhookFunctions): boolean {
	const secret = String(context.getNodeParameter('secret', '')).trim();
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const isRequired = options.requireSecret !== false;
	const { key } = context.getQueryData() as IDataObject;
	// An unusable secret lets nobody in, whatever has become of the node since it was published.
	if (secret === '' && !isRequired) return true;
	return isSecret(key, secret) && objectionTo(secret, true) === undefined;
}

/** @returns the item to emit, 'nothing' where there is none, undefined when the supplier could not be asked */
async function lookUp(
	context: IWebhookFunctions,
	orderId: string,
	emitted: Emitted,
): Promise<IDataObject | 'nothing' | undefined> {
	// Calls of one order come here one after another, so that the first one spares the supplier the others.
	if (emitted.has(orderId, 'fulfilled')) return 'nothing';
	try {
		const client = await openClient(context, { timeoutMs: TIMEOUT_MS, budget: newRetryBudget(1) });
		const found = await createGateway(client).getOrder(orderId);
		if (found.kind === 'notFound') {
			lookUps.noteUnknown();
			return 'nothing';
		}
		const { order } = found.placed;
		const event = toSupplierEvent(order);
		const wanted = toOrderEvents(context.getNodeParameter('emitOn', ['completed']));
		if (!event || !wanted.includes(event) || emitted.has(order.orderId, order.status)) return 'nothing';
		emitted.note(order.orderId, order.status);
		return toItem(found.placed, context.getNodeParameter('simplify', true) === true, client.errorContext.secrets);
	} catch (cause) {
		context.logger.warn(
			'Gift Card Partners could not be asked about a fulfilled order; the sender is asked to try again',
			{
				reason: cause instanceof Error ? cause.message : 'unknown',
			},
		);
		return undefined;
	}
}

/** As Check Status gives it: nothing in it buys something. */
function toItem({ order, raw }: SupplierOrder, isSimplified: boolean, secrets: readonly string[]): IDataObject {
	return toItemJson(isSimplified ? { ...order } : maskBody(raw, SECRET_KEYS), secrets);
}

function openEmitted(context: IWebhookFunctions): Emitted {
	return emittedBy(triggerName(context), context.getWorkflowStaticData('node'));
}

function answer(context: IWebhookFunctions, status: number, text: string): IWebhookResponseData {
	context.getResponseObject().status(status).setHeader('content-type', 'text/plain').end(text);
	return { noWebhookResponse: true };
}
