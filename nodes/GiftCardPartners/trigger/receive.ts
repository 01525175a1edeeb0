import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { toItemJson } from '../../shared/execution/output';
import { newRetryBudget } from '../../shared/http/retry';
import { toOrderEvents } from '../../shared/trigger/event';
import { openClient } from '../client/client';
import { presentOrder } from '../client/order';
import { findOrder } from '../client/orders';
import { toCalledOrderId } from '../client/webhook';
import type { Emitted } from './emitted';
import { emittedBy, NOTHING_EMITTED, triggerName } from './emitted';
import type { Caller } from './lookUps';
import { LookUps } from './lookUps';
import { isAddressedTo, toSupplierEvent } from './orders';
import { isSecret, secretProblem, secretSettings } from './secret';

/** The sender waits; what takes longer is better tried again. */
const TIMEOUT_MS = 10_000;

const lookUps = new LookUps();

/**
 * Answers one call of FulfillmentComplete (docs/contracts/gift-card-partners.md 5). The call proves nothing and is only a
 * hint: the order is read with the credential, and that is what is output (docs/n8n-engine.md 8).
 *
 * With the secret, the answer is the same short one whether or not the order exists; without it, always 404.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (!isAllowed(context)) return answer(context, 404, 'Not found');
	const request = context.getRequestObject();
	const orderId = toCalledOrderId(request.rawBody, context.getBodyData());
	if (orderId === undefined) return RECEIVED;

	// A test in the editor is repeated on purpose.
	const isTest = context.getMode() === 'manual';
	const emitted = isTest ? NOTHING_EMITTED : emittedBy(context);
	const caller: Caller = { trigger: triggerName(context), address: request.ip ?? '' };
	const result = await lookUps.run(caller, orderId, async () => await lookUp(context, orderId, emitted, caller));
	if (result === undefined) return answer(context, 503, 'Try again later');
	return result === 'nothing' ? RECEIVED : { ...RECEIVED, workflowData: [[{ json: result }]] };
}

const RECEIVED: IWebhookResponseData = { webhookResponse: 'OK' };

function isAllowed(context: IWebhookFunctions): boolean {
	const { secret, isRequired } = secretSettings(context);
	const { key } = context.getQueryData() as IDataObject;
	if (secret === '' && !isRequired) return true;
	// The node may have been edited since it was published: an unusable secret allows nobody.
	return isSecret(key, secret) && secretProblem({ secret, isRequired: true }) === undefined;
}

/** @returns the item to emit, 'nothing' where there is none, undefined when the supplier could not be asked */
async function lookUp(
	context: IWebhookFunctions,
	orderId: string,
	emitted: Emitted,
	caller: Caller,
): Promise<IDataObject | 'nothing' | undefined> {
	// Calls for one order come here one after another: after the first, the supplier need not be asked.
	if (emitted.standing(orderId, 'fulfilled') !== 'new') return 'nothing';
	try {
		const client = await openClient(context, { timeoutMs: TIMEOUT_MS, budget: newRetryBudget(1) });
		const placed = await findOrder(client, orderId);
		if (!placed) {
			lookUps.noteUnknown(caller);
			return 'nothing';
		}
		const { order } = placed;
		// Another trigger's: its workflow is another one.
		if (!isAddressedTo(context)(placed)) return 'nothing';
		const event = toSupplierEvent(order);
		const wanted = toOrderEvents(context.getNodeParameter('emitOn', ['completed']));
		if (!event || !wanted.includes(event) || emitted.standing(order.orderId, order.status) !== 'new') return 'nothing';
		emitted.noteGiven(order.orderId, order.status);
		const isSimplified = context.getNodeParameter('simplify', true) === true;
		const secrets = [...client.errorContext.secrets, secretSettings(context).secret];
		return toItemJson(presentOrder(placed, isSimplified), secrets);
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : 'unknown';
		context.logger.warn('A called order of Gift Card Partners could not be read; its sender was asked to try again', {
			reason,
		});
		return undefined;
	}
}

function answer(context: IWebhookFunctions, status: number, text: string): IWebhookResponseData {
	context.getResponseObject().status(status).setHeader('content-type', 'text/plain').end(text);
	return { noWebhookResponse: true };
}
