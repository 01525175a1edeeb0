import type { Values } from './canaryPanel';

/* What is entered into the nodes' parameters, by their names. Whoever adds a required parameter adds a value here. */

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Another order each time, as each should be bought. */
const orderReference = ['={{ "CANARY-" + $execution.id }}'];
/** A test must not wait until a supplier's own worst case is over. */
const impatient = { settleTime: 0, looks: 1 };

const address = {
	firstname: 'Olive',
	lastname: 'Operator',
	street: '1 Main Street',
	city: 'Springfield',
	state: 'IL',
	postcode: '62701',
};

/** What the suppliers have in their books for the reading operations. */
export interface Books {
	cardCash: { orderId: string; cardId: string; cartCardId: string };
	cardPlusPay: { orderId: string };
	giftCardPartners: { orderIds: string[] };
	publicKey: string;
}

export function valuesFor(books: Books): Record<string, Values> {
	const publicKey = [books.publicKey];
	return {
		cardCash: {
			publicKey,
			orderReference,
			orderId: [books.cardCash.orderId],
			cardId: [books.cardCash.cardId],
			merchantId: [byId('412')],
			cards: [
				{
					card: [{ merchantId: byId('412'), enter: 'type', faceValue: 25, percentOff: 6, type: 'ecode', quantity: 1 }],
				},
			],
			paymentMethod: ['DRAWDOWN_ACCOUNT'],
			shippingDetails: [{ address }],
			billingDetails: [{ address }],
			updateFields: [{ balance: 20 }],
			quantity: [1],
			cartCardId: [byId(books.cardCash.cartCardId)],
			couponCode: ['SPRING5'],
			threshold: [100],
			options: [impatient],
		},
		cardPlusPay: {
			publicKey,
			orderReference,
			orderId: [books.cardPlusPay.orderId],
			itemCode: [byId('ACME-10USD-abcd')],
			quantity: [1],
			options: [impatient],
		},
		giftCardPartners: {
			publicKey,
			orderReference,
			orderId: books.giftCardPartners.orderIds,
			productId: [byId('COFFEE')],
			deliveryType: ['Links', 'DigitalDelivery'],
			lineItems: [
				{
					lineItem: [
						{
							productId: byId('COFFEE'),
							value: { __rl: true, mode: 'amount', value: '25' },
							quantity: 1,
							recipientEmail: 'pat@example.com',
						},
					],
				},
			],
		},
		giftCardPartnersTrigger: { secret: ['a-trigger-secret-of-32-characters'] },
	};
}
