import { cardCount, isWaiting, type LineStatus, type Order, type OrderLine } from './order.ts';
import type { OrderBook } from './orderBook.ts';
import type { OrderType, Settings } from './settings.ts';
import type { Webhooks } from './webhooks.ts';

/** Brings booked orders to their end (`docs/contracts/gift-card-partners.md` 4). */
export interface Fulfilment {
	/** Completes the order in its POST, or schedules its completion. */
	start(order: Order): void;
	/** Shows all claim data and calls the webhook. Does nothing to an order that is Completed already. */
	complete(order: Order): void;
	/** Gives the money back where settings say so. Does nothing to an order that is Cancelled already. */
	cancel(order: Order): void;
}

interface Tools {
	settings: () => Settings;
	book: OrderBook;
	webhooks: Webhooks;
	/** Runs `task` unless the supplier was reset in between. */
	later: (time: number, task: () => void) => void;
}

export function createFulfilment({ settings, book, webhooks, later }: Tools): Fulfilment {
	const finish = (order: Order, when: 'inPost' | 'afterPost') => {
		if (order.status === 'Completed') return;
		for (const line of order.lines) finishLine(order, line, settings());
		order.status = 'Completed';
		webhooks.orderEnded(order, when);
	};

	const cancel = (order: Order, when: 'inPost' | 'afterPost') => {
		if (order.status === 'Cancelled') return;
		for (const line of order.lines) {
			if (!line.isFulfilled) line.status = 'Cancelled';
		}
		order.status = 'Cancelled';
		if (settings().refundOnCancel) book.refund(order);
		webhooks.orderEnded(order, when);
	};

	const finishLater = (order: Order, delayMs: number) => {
		const dueIn = (share: number, task: () => void) =>
			later(order.bookedAt + Math.round(delayMs * share), () => {
				if (isWaiting(order)) task();
			});
		if (order.type === 'PhysicalShipment' && settings().lineStates === 'detailed') {
			dueIn(0.5, () => handOver(order));
		}
		if (settings().fulfilment === 'together') {
			dueIn(1, () => finish(order, 'afterPost'));
			return;
		}
		for (const [index, line] of order.lines.entries()) {
			dueIn((index + 1) / order.lines.length, () => {
				order.status = 'Processing';
				finishLine(order, line, settings());
				if (order.lines.every(({ isFulfilled }) => isFulfilled)) finish(order, 'afterPost');
			});
		}
	};

	return {
		start(order) {
			const { fulfilment, fulfilmentDelayMs, statusWhileWaiting } = settings();
			const isLater = isCompletedLater(order, settings());
			order.status = fulfilment === 'awaitingApproval' ? 'AwaitingApproval' : statusWhileWaiting;
			if (fulfilment === 'awaitingApproval' || fulfilment === 'never') return;
			if (fulfilment === 'cancelled') {
				if (!isLater) return cancel(order, 'inPost');
				return later(order.bookedAt + fulfilmentDelayMs, () => {
					if (isWaiting(order)) cancel(order, 'afterPost');
				});
			}
			if (!isLater) return finish(order, 'inPost');
			finishLater(order, fulfilmentDelayMs);
		},
		complete: (order) => finish(order, 'afterPost'),
		cancel: (order) => cancel(order, 'afterPost'),
	};
}

function isCompletedLater(order: Order, settings: Settings): boolean {
	const cards = cardCount(order.lines.map(({ request }) => request));
	return cards > settings.asyncAboveCards || settings.alwaysAsyncTypes.includes(order.type);
}

function handOver(order: Order): void {
	for (const line of order.lines) {
		if (!line.isFulfilled) line.status = 'SentToFulfillment';
	}
}

function finishLine(order: Order, line: OrderLine, settings: Settings): void {
	if (!line.isFulfilled) line.status = settings.lineStates === 'detailed' ? finalStatus[order.type] : 'Completed';
	line.isFulfilled = true;
	line.shownClaims = line.claims.length;
}

const finalStatus: Record<OrderType, LineStatus> = {
	DigitalDelivery: 'Sent',
	Links: 'Completed',
	PhysicalShipment: 'Shipped',
	Codes: 'Completed',
};
