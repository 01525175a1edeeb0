import type { IDataObject } from 'n8n-workflow';

import { parseEntries, badInput, parseOptionalText } from '../../../shared/panel/itemParameters';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import type { ParsedOrder } from '../../../shared/operation/operation';
import type { Cart, DeliveryType } from '../../client/orderRequest';
import { DELIVERY_TYPES } from '../../client/orderRequest';
import { parseLineItem } from './parseLineItem';
import { parseShortText } from './texts';

export function parseOrder(item: ItemParameters): ParsedOrder<Cart> {
	return {
		reference: item.text('orderReference', 'Order Reference'),
		cart: parseCart(item, item.options('options')),
	};
}

/** Find Lost Order has no options. */
export function parseLostOrder(item: ItemParameters): ParsedOrder<Cart> {
	return { reference: item.text('orderReference', 'Order Reference'), cart: parseCart(item, {}) };
}

/**
 * Reads an order from the panel and checks all that can be known without asking the supplier.
 *
 * @param options what 'Options' holds; nothing where an operation has none
 */
function parseCart(item: ItemParameters, options: IDataObject): Cart {
	const deliveryType = parseDeliveryType(item.value('deliveryType'));
	const isList = item.value('lineItemsFrom') === 'list';
	const entries = isList
		? parseEntries(item.value('lineItemList'), 'lineItem', 'Line Item List')
		: parseEntries(item.value('lineItems'), 'lineItem', 'Line Items');
	return {
		deliveryType,
		lines: entries.map((entry, index) =>
			parseLineItem(entry, deliveryType, { number: index + 1, isOnly: entries.length === 1 }),
		),
		note: parseShortText(options.note, 'Note', 250),
		photoUrl: parsePictureUrl(options.photoUrl, 'Photo URL'),
		greetingUrl: parsePictureUrl(options.greetingUrl, 'Greeting URL'),
		fulfillmentWebhookUrl: parseWebhookUrl(options.fulfillmentWebhookUrl),
		isOneCardPerLine: options.oneCardPerLine === true,
	};
}

function parseDeliveryType(value: unknown): DeliveryType {
	const type = DELIVERY_TYPES.find((known) => known === value);
	if (type !== undefined) return type;
	throw badInput(
		'Delivery Type',
		`is '${String(value).slice(0, 40)}'`,
		`Choose ${DELIVERY_TYPES.join(', ')} in 'Delivery Type'.`,
	);
}

/** Gift Card Partners fetches it, so it must be an address on the web. */
function parsePictureUrl(value: unknown, label: string): string | undefined {
	const text = parseShortText(value, label, 150);
	if (text === undefined || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))) return text;
	throw badInput(label, 'is not a web address', `Enter the whole address in '${label}', from https:// on.`);
}

const WEBHOOK_LABEL = 'Fulfillment Webhook URL';
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** It carries the secret that lets somebody in, so only https takes it off this machine. */
function parseWebhookUrl(value: unknown): string | undefined {
	const text = parseOptionalText(value, WEBHOOK_LABEL);
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
