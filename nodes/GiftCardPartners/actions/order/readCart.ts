import type { IDataObject } from 'n8n-workflow';

import { entriesIn, badInput, optionalTextIn } from '../../../shared/node/item';
import type { Item } from '../../../shared/node/item';
import type { Cart, DeliveryType } from '../../supplier/orderRequest';
import { DELIVERY_TYPES } from '../../supplier/orderRequest';
import { readLineItem } from './readLineItem';
import { shortText } from './texts';

export function readReferenceAndCart(item: Item): { reference: string; cart: Cart } {
	return {
		reference: item.text('orderReference', 'Order Reference'),
		cart: readCart(item, item.options('options')),
	};
}

/**
 * Reads an order from the panel and checks all that can be known without asking the supplier.
 *
 * @param options what 'Options' holds; nothing where an operation has none
 */
export function readCart(item: Item, options: IDataObject): Cart {
	const deliveryType = deliveryTypeIn(item.value('deliveryType'));
	const isList = item.value('lineItemsFrom') === 'list';
	const entries = isList
		? entriesIn(item.value('lineItemList'), 'lineItem', 'Line Item List')
		: entriesIn(item.value('lineItems'), 'lineItem', 'Line Items');
	return {
		deliveryType,
		lines: entries.map((entry, index) =>
			readLineItem(entry, deliveryType, { number: index + 1, isOnly: entries.length === 1 }),
		),
		note: shortText(options.note, 'Note', 250),
		photoUrl: pictureUrlIn(options.photoUrl, 'Photo URL'),
		greetingUrl: pictureUrlIn(options.greetingUrl, 'Greeting URL'),
		fulfillmentWebhookUrl: webhookUrlIn(options.fulfillmentWebhookUrl),
		isOneCardPerLine: options.oneCardPerLine === true,
	};
}

function deliveryTypeIn(value: unknown): DeliveryType {
	const type = DELIVERY_TYPES.find((known) => known === value);
	if (type !== undefined) return type;
	throw badInput(
		'Delivery Type',
		`is '${String(value).slice(0, 40)}'`,
		`Choose ${DELIVERY_TYPES.join(', ')} in 'Delivery Type'.`,
	);
}

/** Gift Card Partners fetches it, so it must be an address on the web. */
function pictureUrlIn(value: unknown, label: string): string | undefined {
	const text = shortText(value, label, 150);
	if (text === undefined || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))) return text;
	throw badInput(label, 'is not a web address', `Enter the whole address in '${label}', from https:// on.`);
}

const WEBHOOK_LABEL = 'Fulfillment Webhook URL';
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** It carries the secret that lets somebody in, so only https takes it off this machine. */
function webhookUrlIn(value: unknown): string | undefined {
	const text = optionalTextIn(value, WEBHOOK_LABEL);
	if (text === undefined) return undefined;
	if (text.length > 500) {
		throw badInput(
			WEBHOOK_LABEL,
			`has ${text.length} characters; at most 500 are taken`,
			`Shorten '${WEBHOOK_LABEL}'.`,
		);
	}
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
			'Use the https:// address of n8n, so that the secret in it travels encrypted.',
		);
	}
	return text;
}
