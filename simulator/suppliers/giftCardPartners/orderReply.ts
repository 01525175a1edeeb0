import { claimDataOnTheWire } from './claims.ts';
import { fromCents } from './money.ts';
import type { Order, OrderLine } from './order.ts';
import type { Settings } from './settings.ts';

/** The order as POST and GET show it (`docs/contracts/gift-card-partners.md` 3.5). */
export function orderOnTheWire(order: Order, settings: Settings): Record<string, unknown> {
	return {
		Id: order.id,
		Timestamp: new Date(order.bookedAt).toISOString().slice(0, 19) + (settings.timestampHasZone ? 'Z' : ''),
		Status: order.status,
		...(settings.orderTypeShown ? { Type: order.type } : {}),
		...(settings.poNumberShown ? { PONumber: order.poNumber } : {}),
		Note: order.note,
		WebhookSettings: order.webhookUrl === null ? null : { FulfillmentComplete: order.webhookUrl },
		LineItems: order.lines.map((line) => lineOnTheWire(line, order, settings)),
	};
}

function lineOnTheWire(line: OrderLine, order: Order, settings: Settings): Record<string, unknown> {
	const { product, valueCents, quantity, externalId, echoed } = line.request;
	return {
		Id: line.id,
		Status: line.status,
		ProductId: product.id,
		Value: fromCents(valueCents),
		Quantity: quantity,
		Cost: fromCents(settings.lineCost === 'line' ? line.costCents : line.costCents / quantity),
		ExternalId: externalId,
		...(settings.recipientsShown ? echoed : withoutRecipients(echoed)),
		ClaimData: claimDataOnTheWire(line, order.type, settings),
	};
}

const recipientFields = ['DigitalDeliveryAddress', 'PhysicalDeliveryAddress', 'Personalization'];

function withoutRecipients(echoed: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(echoed).filter(([name]) => !recipientFields.includes(name)));
}

export interface Reply {
	status: number;
	body?: unknown;
}

/**
 * The answer to a PONumber that is used up (`docs/contracts/gift-card-partners.md` 3.5, gaps 6 and 7). `previous` is empty
 * when a refusal used it up. An original order that isn't ready yet gets a 409 in any case.
 */
export function repeatReply(
	poNumber: string,
	previous: readonly Order[],
	isReady: (order: Order) => boolean,
	settings: Settings,
): Reply {
	const [original] = previous;
	const conflict = { status: 409, body: { PONumber: poNumber, PreviousOrderIds: previous.map(({ id }) => id) } };
	switch (settings.repeatReply) {
		case 'array':
			return conflict;
		case 'singleId':
			return { status: 409, body: { Id: original?.id ?? null } };
		case 'singleOrderId':
			return { status: 409, body: { OrderId: original?.id ?? null } };
		case 'empty':
			return { status: 409 };
		case 'firstStillRunning':
			return { status: 409, body: { PONumber: poNumber, PreviousOrderIds: [] } };
		case 'original200':
		case 'original201':
			return original !== undefined && isReady(original)
				? { status: settings.repeatReply === 'original200' ? 200 : 201, body: orderOnTheWire(original, settings) }
				: conflict;
	}
}
