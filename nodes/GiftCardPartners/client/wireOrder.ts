import type { Json } from '../../shared/model/json';
import { toList, toText, toWholeNumber } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toCents } from '../../shared/model/money';
import { toIsoUtc } from '../../shared/model/time';
import type { ClaimedCard } from './claims';
import { toClaimedCard } from './claims';
import { valueOf } from './envelope';

/** An order as the supplier shows it (docs/contracts/gift-card-partners.md 3.5). What it doesn't say is undefined. */
export interface WireOrder {
	orderId: string;
	poNumber: string | undefined;
	status: string | undefined;
	type: string | undefined;
	/** ISO, UTC. */
	createdAt: string | undefined;
	lines: WireOrderLine[];
}

export interface WireOrderLine {
	status: string | undefined;
	productId: string | undefined;
	faceValue: Cents | undefined;
	quantity: number | undefined;
	/** Whether that is for one card or for all cards of the line is not known (3.5). */
	cost: Cents | undefined;
	/** The buyer's own name for the line. */
	externalId: string | undefined;
	/** Where a digital card is sent: an email address in lower case, or a phone number. */
	recipient: string | undefined;
	claims: ClaimedCard[];
}

/** @returns undefined when the body is no order: it has no id */
export function toWireOrder(body: Json | undefined): WireOrder | undefined {
	const orderId = toText(valueOf(body, 'Id'));
	if (orderId === undefined) return undefined;
	return {
		orderId,
		poNumber: toText(valueOf(body, 'PONumber')),
		status: toText(valueOf(body, 'Status')),
		type: toText(valueOf(body, 'Type')),
		createdAt: toIsoUtc(valueOf(body, 'Timestamp')),
		lines: toList(valueOf(body, 'LineItems')).map(toWireOrderLine),
	};
}

function toWireOrderLine(line: Json): WireOrderLine {
	const address = valueOf(line, 'DigitalDeliveryAddress');
	return {
		status: toText(valueOf(line, 'Status')),
		productId: toText(valueOf(line, 'ProductId')),
		faceValue: toCents(valueOf(line, 'Value')),
		quantity: toWholeNumber(valueOf(line, 'Quantity')),
		cost: toCents(valueOf(line, 'Cost')),
		externalId: toText(valueOf(line, 'ExternalId')),
		recipient: toText(valueOf(address, 'Email'))?.toLowerCase() ?? toText(valueOf(address, 'Sms')),
		claims: toList(valueOf(line, 'ClaimData')).map(toClaimedCard),
	};
}
