import type {
	IDataObject,
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
import { emittedBy, NOTHING_EMITTED, triggerName } from './trigger/emitted';
import { triggerProperties } from './trigger/triggerFields';
import { receive } from './trigger/receive';
import { sampleOrder } from './trigger/sample';
import { objectionTo } from './trigger/secret';
import { isAddressedTo, sweptOrders } from './trigger/sweep';

export class GiftCardPartnersTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Gift Card Partners Trigger',
		name: 'giftCardPartnersTrigger',
		icon: { light: 'file:../../icons/giftCardPartners.svg', dark: 'file:../../icons/giftCardPartners.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'Order fulfilled',
		// n8n shows it for the node too, since it lists both as one.
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
				// What n8n answers when the workflow starts: the same as when it doesn't.
				responseData: 'OK',
				path: 'gift-card-partners',
				ndvHideUrl: true,
			},
			// Never called: n8n shows it, and this way staff can copy the address with its secret as a whole.
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
		/** Orders bring their address along, so that nothing is registered at the supplier; the secret is checked instead. */
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				const secret = String(this.getNodeParameter('secret', '')).trim();
				const options = this.getNodeParameter('options', {}) as IDataObject;
				const objection = objectionTo(secret, options.requireSecret !== false);
				if (objection) {
					throw new NodeOperationError(this.getNode(), objection.whatHappened, { description: objection.whatToDo });
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

	/** Catches the calls that never came. */
	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		if (this.getNodeParameter('sweep', true) !== true) return null;
		const emitted = emittedBy(triggerName(this), this.getWorkflowStaticData('node'));
		const open = async () => sweptOrders(await openClient(this), isAddressedTo(this), emitted);
		return await pollOrders(this, open, { mayBeginLater: true });
	}

	/** n8n begins the execution here, with what came by the call or by the poll; a test in the editor brings its call along. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		if (this.getMode() !== 'manual') return [await dropAlreadyStarted(this)];
		const called = this.getInputData().filter(({ json }) => Object.keys(json).length > 0);
		if (called.length > 0) return [called];
		const open = async () => sweptOrders(await openClient(this), () => true, NOTHING_EMITTED);
		return [await sampleItems(this, open, sampleOrder)];
	}
}
