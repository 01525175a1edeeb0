import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { badInput } from '../../../shared/panel/itemParameters';
import type { Cart } from '../../client/orderRequest';
import { parseShortText } from '../parseValues';

/** The options of an order; a line's greeting is its own. */
export const orderOptions: INodeProperties[] = [
	{
		displayName: 'Fulfillment Webhook URL',
		name: 'fulfillmentWebhookUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/…/gift-card-partners?key=…',
		description:
			'Called once when an order that was not fulfilled at once is complete. To start a workflow then, paste the whole Production URL of its Gift Card Partners Trigger, with ?key= and the secret.',
	},
	{
		displayName: 'Note',
		name: 'note',
		type: 'string',
		default: '',
		placeholder: 'e.g. Q3 incentives',
		description: 'A note on the order at Gift Card Partners, up to 250 characters',
	},
	{
		displayName: 'One Card per Line',
		name: 'oneCardPerLine',
		type: 'boolean',
		default: false,
		description:
			'Whether to send a line of several cards as several lines of one card, for accounts that allow no Quantity above 1',
	},
	{
		displayName: 'Greeting URL',
		name: 'greetingUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://www.example.com/greeting.png',
		description: 'The address of a greeting shown with all cards of the order, up to 150 characters',
	},
	{
		displayName: 'Photo URL',
		name: 'photoUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://www.example.com/photo.png',
		description: 'The address of a photo shown with all cards of the order, up to 150 characters',
	},
];

type OrderOptions = Omit<Cart, 'deliveryType' | 'lines'>;

/** @throws ProblemError that names the option */
export function parseOrderOptions(options: IDataObject): OrderOptions {
	return {
		note: parseShortText(options.note, 'Note', 250),
		photoUrl: parsePictureUrl(options.photoUrl, 'Photo URL'),
		greetingUrl: parsePictureUrl(options.greetingUrl, 'Greeting URL'),
		fulfillmentWebhookUrl: parseWebhookUrl(options.fulfillmentWebhookUrl),
		isOneCardPerLine: options.oneCardPerLine === true,
	};
}

/** Gift Card Partners fetches it, so it must be an address on the web. */
function parsePictureUrl(value: unknown, label: string): string | undefined {
	const text = parseShortText(value, label, 150);
	if (text === undefined || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))) return text;
	throw badInput(label, 'is not a web address', `Enter the whole address in '${label}', from https:// on.`);
}

const WEBHOOK_LABEL = 'Fulfillment Webhook URL';
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** It holds the trigger's secret, so unless it stays on this machine, it must be https. */
function parseWebhookUrl(value: unknown): string | undefined {
	const text = parseShortText(value, WEBHOOK_LABEL, 500);
	if (text === undefined) return undefined;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !['https:', 'http:'].includes(url.protocol)) {
		throw badInput(
			WEBHOOK_LABEL,
			'is not a web address',
			`Paste the whole Production URL of the trigger into '${WEBHOOK_LABEL}', from https:// on.`,
		);
	}
	if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
		throw badInput(
			WEBHOOK_LABEL,
			'does not begin with https://',
			'Use the https:// address of n8n: it encrypts the secret on its way.',
		);
	}
	return text;
}
