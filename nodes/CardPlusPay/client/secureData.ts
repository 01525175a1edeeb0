import { omitUndefined } from '../../shared/model/json';
import type { OrderStatus } from '../../shared/model/order';
import { ProblemError } from '../../shared/model/problem';
import { SUPPLIER } from './envelope';
import type { CodeCard } from './order';
import { plainCard, toStanding } from './order';
import type { WireOrder } from './wireOrder';
import { quoteSupplier } from '../../shared/secrets/scrub';

/** A card that is output on its own: it says which order it is from. */
export type OrderedCard = CodeCard & { orderId: string; orderNumber?: string; orderStatus: OrderStatus };

/**
 * The delivered codes of an order, one entry each.
 *
 * @returns `missing`: what the operator reads while the order is incomplete
 * @throws ProblemError `NOT_READY` or `ORDER_CANCELED` when there is no code at all
 */
export function toSecureData(order: WireOrder): { cards: OrderedCard[]; missing: string | undefined } {
	const { orderId, orderNumber, codes = [] } = order;
	const { status, isFulfilled, isFinal } = toStanding(order, undefined);
	const delivered = codes.filter(({ code }) => code !== undefined);
	if (delivered.length === 0) throw noCodes(order, isFinal);
	const cards = delivered.map((code) =>
		omitUndefined<OrderedCard>({ orderId, orderNumber, orderStatus: status, ...plainCard(code) }),
	);
	if (isFulfilled) return { cards, missing: undefined };
	const nextStep = isFinal
		? `Ask ${SUPPLIER} about the rest.`
		: 'Run Get Secure Data again when Check Status says that the order is fulfilled.';
	return { cards, missing: `Order ${orderId} is not complete: ${delivered.length} codes are here. ${nextStep}` };
}

function noCodes({ orderId, status }: WireOrder, isFinal: boolean): ProblemError {
	const reason = status === undefined ? '' : ` (its status is '${quoteSupplier(status)}')`;
	return new ProblemError(
		isFinal
			? {
					code: 'ORDER_CANCELED',
					whatHappened: `Order ${orderId} ended without codes${reason}.`,
					whatToDo: `Check the balance with Get Balance, and ask ${SUPPLIER} if the money did not come back.`,
				}
			: {
					code: 'NOT_READY',
					whatHappened: `Order ${orderId} has no codes yet${reason}.`,
					whatToDo: 'Wait until Check Status says that the order is fulfilled, then run again.',
				},
	);
}
