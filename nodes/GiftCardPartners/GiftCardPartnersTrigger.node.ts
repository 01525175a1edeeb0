import type {
	IExecuteFunctions,
	IHookFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { dropAlreadyStarted } from '../shared/trigger/dropAlreadyStarted';
import { sampleItems } from '../shared/trigger/sample';
import { pollOrders } from '../shared/trigger/pollOrders';
import { openClient } from './client/client';
import { emittedBy, NOTHING_EMITTED, noteStarted } from './trigger/emitted';
import { isAddressedTo, watchedOrders } from './trigger/orders';
import { receive } from './trigger/receive';
import { sampleOrder } from './trigger/sample';
import { secretProblem, secretSettings } from './trigger/secret';
import { triggerProperties } from './trigger/triggerFields';

export class GiftCardPartnersTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Gift Card Partners Trigger',
		name: 'giftCardPartnersTrigger',
		icon: { light: 'file:../../icons/giftCardPartners.svg', dark: 'file:../../icons/giftCardPartners.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'Order fulfilled',
		// n8n lists node and trigger as one, with this text.
		description: 'Buy gift cards from Gift Card Partners; the trigger starts a workflow when an order is fulfilled',
		eventTriggerDescription: 'Waiting for an order with this address to be complete',
		activationMessage:
			'Put the Production URL of the Gift Card Partners Trigger into Create Order, under Options, Fulfillment Webhook URL.',
		triggerPanel: {
			header: 'Wait for an order to be complete',
			executionsHelp: {
				inactive:
					"<b>While building your workflow</b>, press the button above and create an order with the Test URL of this node in Create Order, under Options, Fulfillment Webhook URL. <br /><br /><b>Once you're happy with it</b>, publish the workflow and use the Production URL in Create Order instead.",
				active:
					"<b>While building your workflow</b>, press the button above and create an order with the Test URL of this node in Create Order, under Options, Fulfillment Webhook URL. <br /><br /><b>Orders with the Production URL</b> start the workflow by themselves. These executions show up in the <a data-key='executions'>executions list</a>, but not in the editor.",
			},
			activationHint:
				'Once you have finished building the workflow, publish it and use the Production URL in Create Order.',
		},
		defaults: { name: 'Gift Card Partners Trigger' },
		usableAsTool: undefined,
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'giftCardPartnersApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// The answer when the workflow starts is the same as when it doesn't (receive.ts).
				responseData: 'OK',
				path: 'gift-card-partners',
				ndvHideUrl: true,
			},
			// Never called. n8n shows it, so the whole address with its secret can be copied.
			{
				name: 'setup',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				path: '={{ "gift-card-partners?key=" + $parameter["secret"] }}',
			},
		],
		properties: triggerProperties,
	};

	webhookMethods = {
		/** Every order brings its own address, so nothing is registered at the supplier; only the secret is checked. */
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				const problem = secretProblem(secretSettings(this));
				if (problem) {
					throw new NodeOperationError(this.getNode(), problem.whatHappened, { description: problem.whatToDo });
				}
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}

	/** Finds orders whose call never came. */
	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		if (this.getNodeParameter('sweep', true) !== true) return null;
		const emitted = emittedBy(this);
		const secret = String(this.getNodeParameter('secret', ''));
		const warn = (text: string) => this.logger.warn(text);
		const open = async () => watchedOrders(await openClient(this), secret, isAddressedTo(this), emitted, warn);
		return await pollOrders(this, open, { mayBeginLater: true });
	}

	/** Begins the execution with what a call or a poll has found. In the editor there may be neither: then with a sample. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		if (this.getMode() !== 'manual') {
			const items = await dropAlreadyStarted(this);
			noteStarted(this, this.getInputData());
			return [items];
		}
		const called = this.getInputData().filter(({ json }) => Object.keys(json).length > 0);
		if (called.length > 0) return [called];
		const secret = String(this.getNodeParameter('secret', 0, ''));
		const open = async () =>
			watchedOrders(
				await openClient(this),
				secret,
				() => true,
				NOTHING_EMITTED,
				() => {},
			);
		return [await sampleItems(this, open, sampleOrder)];
	}
}
