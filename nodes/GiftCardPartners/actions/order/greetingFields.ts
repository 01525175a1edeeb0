import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../../../shared/model/json';
import { omitUndefined } from '../../../shared/model/json';
import { badInput } from '../../../shared/panel/itemParameters';
import type { DeliveryType, LineItem } from '../../client/orderRequest';
import { parseEmail, parseShortText, parseUtcTime } from '../parseValues';
import type { ToLabel } from './recipientFields';
import { forDigital } from './recipientFields';

/** The greeting of a line, under 'More'. */
export const greetingFields: INodeProperties[] = [
	{
		displayName: 'Delivery Date',
		name: 'deliveryDate',
		type: 'dateTime',
		default: '',
		displayOptions: forDigital,
		description: 'When the card is sent. A time without a zone counts as UTC. Needs To and From Name.',
	},
	{
		displayName: 'From Email',
		name: 'fromEmail',
		type: 'string',
		default: '',
		placeholder: 'name@email.com',
		description: "The giver's email address. Needs To and From Name.",
	},
	{
		displayName: 'From Name',
		name: 'fromName',
		type: 'string',
		default: '',
		placeholder: 'e.g. The Sales Team',
		description: 'Who gives the card',
	},
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Thank you!',
		description: 'What the recipient reads, up to 400 characters. Needs To and From Name.',
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nathan Smith',
		description: 'Who gets the card',
	},
];

/** All or nothing: with any of it, To and From Name are required (docs/contracts/gift-card-partners.md 3.5). */
export function parseGreeting(
	fields: JsonObject,
	deliveryType: DeliveryType,
	toLabel: ToLabel,
): LineItem['personalization'] {
	const to = parseShortText(fields.to, toLabel('To'), 150);
	const fromName = parseShortText(fields.fromName, toLabel('From Name'), 150);
	const others = omitUndefined({
		fromEmail: parseEmail(fields.fromEmail, toLabel('From Email')),
		message: parseShortText(fields.message, toLabel('Message'), 400),
		deliveryDate: parseUtcTime(fields.deliveryDate, toLabel('Delivery Date')),
	});
	if (others.deliveryDate !== undefined && deliveryType !== 'DigitalDelivery') {
		throw badInput(
			toLabel('Delivery Date'),
			`can not be used with ${deliveryType}`,
			"Take 'Delivery Date' out, or set 'Delivery Type' to Digital Delivery.",
		);
	}
	if (to === undefined && fromName === undefined && Object.keys(others).length === 0) return undefined;
	if (to === undefined || fromName === undefined) {
		throw badInput(
			toLabel(to === undefined ? 'To' : 'From Name'),
			'is empty',
			"A greeting needs both 'To' and 'From Name'. Fill in both under 'More', or take the greeting out.",
		);
	}
	return { to, fromName, ...others };
}
