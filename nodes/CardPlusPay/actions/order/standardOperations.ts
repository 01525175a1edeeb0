import { standardOrderOperations } from '../../../shared/operation/orderOperations';
import type { CodesChoice } from '../../../shared/panel/codesFields';
import { codesFields, parseCodes } from '../../../shared/panel/codesFields';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import type { CodeHandling } from '../../../shared/secrets/codes';
import type { CardPlusPayClient } from '../../client/client';
import type { CardPlusPayCredential } from '../../client/credential';
import { CardPlusPayGateway } from '../../client/gateway';
import { toOrder } from '../../client/order';
import { fetchOrder } from '../../client/orders';
import { emailOption, orderIdField, parseOrder, parseOrderId, referenceAndCards } from './orderFields';
import { nextStepWithCodes, presentBought, presentMasked, presentStatus } from './presentOrder';

/** How long CardPlusPay may work on an order isn't documented; this is longer than the 60 s that a reply may take (docs/contracts/cardpluspay.md 6). */
const SETTLE_SECONDS = 65;

/** A PIN may come in the reply to the order alone (docs/contracts/cardpluspay.md gap 5), so masking isn't offered: it would lose the PIN. */
const CODES: CodesChoice = { offered: ['plain', 'encrypted'], default: 'plain' };

/** An AI agent never sees a code, and none may be lost: an agent buys with encrypted codes or not at all. */
const CODES_FOR_AGENTS: CodesChoice = { offered: ['encrypted'], default: 'encrypted' };

function parseCodesToBuy(item: ItemParameters, { codes }: CardPlusPayCredential): CodeHandling {
	return parseCodes(item, codes, item.isForAgent ? CODES_FOR_AGENTS : CODES);
}

export const orderOperations = standardOrderOperations({
	gateway: (client: CardPlusPayClient) => new CardPlusPayGateway(client),
	orderFields: referenceAndCards,
	cartOptions: [emailOption],
	parseOrder,
	settleSeconds: SETTLE_SECONDS,
	orderId: { field: orderIdField, parse: parseOrderId },
	async fetchOrder(client, orderId: string) {
		const { order, raw } = await fetchOrder(client, orderId);
		return { order: toOrder(order), raw };
	},
	present: presentMasked,
	presentStatus,
	codes: {
		fields: codesFields(CODES, CODES_FOR_AGENTS),
		presenter(item, { account }) {
			const presentation = {
				ordered: parseOrder(item).cart,
				isSimplified: item.flag('simplify'),
				codes: parseCodesToBuy(item, account),
			};
			return (placed) => presentBought(placed, presentation);
		},
		codesAs: (item, { account }) => parseCodesToBuy(item, account).as,
		nextStep: nextStepWithCodes,
	},
	endpoints: {
		create: ['POST /orders', 'GET /orders', 'GET /orders/{id}', 'POST /orders/check', 'GET /catalog', 'GET /balance'],
		preview: ['POST /orders/check', 'GET /catalog', 'GET /balance'],
		findLost: ['GET /orders', 'GET /orders/{id}', 'POST /orders/check', 'GET /catalog'],
		forgetReference: ['GET /orders'],
		get: ['GET /orders/{id}'],
		checkStatus: ['GET /orders/{id}'],
	},
	descriptions: {
		create: 'Buy gift cards, once for each Order Reference',
		get: 'Get an order with its cards; of each code only the last four characters',
		checkStatus: 'See whether an order is fulfilled and how many of its codes are there',
	},
	forgetCaution: 'The next Create Order with it in this workflow buys.',
});
