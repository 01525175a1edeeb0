import { createFieldReader, isObject, type FieldReader } from './fields.ts';
import { lineFields, readLine, type Assortment, type LineRequest } from './lineRequest.ts';
import { createProblems, type Problems } from './problems.ts';
import { orderTypes, type OrderType, type Settings } from './settings.ts';

/** An order that may be booked. */
export interface OrderRequest {
	type: OrderType;
	poNumber: string;
	note: string | null;
	webhookUrl: string | null;
	lines: LineRequest[];
}

export type OrderReading = { isValid: true; order: OrderRequest } | { isValid: false; problems: Problems };

const orderFields = ['Type', 'LineItems', 'PONumber', 'WebhookSettings', 'Note', 'Personalization'];

/** Reads and checks the body of POST /v1/Orders (`docs/contracts/gift-card-partners.md` 3.5). */
export function readOrder(body: unknown, assortment: Assortment): OrderReading {
	const problems = createProblems();
	if (!isObject(body)) {
		problems.add('', 'A non-empty request body is required.');
		return { isValid: false, problems };
	}
	const { settings } = assortment;
	const fields = createFieldReader(body, orderFields, { problems, rejectUnknown: settings.rejectUnknownProperties });

	const type = readType(fields, settings);
	const poNumber = fields.text('PONumber', { isRequired: true, longest: 100 });
	const note = fields.text('Note', { longest: 250 });
	const webhookUrl = readWebhookUrl(fields);
	const personalization = fields.object('Personalization', ['PhotoUrl', 'GreetingUrl']);
	personalization?.text('PhotoUrl', { longest: 150 });
	personalization?.text('GreetingUrl', { longest: 150 });
	const lines = fields.list('LineItems', lineFields).map((line) => readLine(line, type, assortment));
	if (settings.mixedFulfillmentGroupsRejected) rejectMixedGroups(fields, lines);

	if (!problems.isEmpty || type === undefined || poNumber === undefined) return { isValid: false, problems };
	return {
		isValid: true,
		order: {
			type,
			poNumber,
			note: note ?? null,
			webhookUrl: webhookUrl ?? null,
			lines: lines.filter((line) => line !== undefined),
		},
	};
}

/** The PONumber of a body that may otherwise be invalid. */
export function poNumberOf(body: unknown): string | undefined {
	return isObject(body) && typeof body.PONumber === 'string' && body.PONumber !== '' ? body.PONumber : undefined;
}

function readType(fields: FieldReader, settings: Settings): OrderType | undefined {
	const text = fields.text('Type', { isRequired: true });
	if (text === undefined) return undefined;
	const type = orderTypes.find((known) => known === text);
	if (type === undefined || (type === 'Codes' && !settings.codesOrdersAllowed)) {
		fields.reject('Type', `The value '${text}' is not valid for Type.`);
		return undefined;
	}
	return type;
}

function readWebhookUrl(fields: FieldReader): string | undefined {
	const webhook = fields.object('WebhookSettings', ['FulfillmentComplete']);
	const url = webhook?.text('FulfillmentComplete', { longest: 500 });
	if (webhook === undefined || url === undefined) return undefined;
	const protocol = URL.parse(url)?.protocol;
	if (protocol !== 'http:' && protocol !== 'https:') {
		webhook.reject(
			'FulfillmentComplete',
			'The FulfillmentComplete field is not a valid fully-qualified http or https URL.',
		);
	}
	return url;
}

function rejectMixedGroups(fields: FieldReader, lines: Array<LineRequest | undefined>): void {
	const groups = new Set(lines.flatMap((line) => line?.product.shipping?.fulfillmentGroup ?? []));
	if (groups.size > 1) {
		fields.reject(
			'LineItems',
			`Products of different fulfillment groups cannot share an order: ${[...groups].join(', ')}.`,
		);
	}
}
