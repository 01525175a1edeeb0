/** The name of a supplier as operators know it. */
export type SupplierName = 'CardCash' | 'CardPlusPay' | 'Gift Card Partners';

/** Where an order stands, in the same words for every supplier. */
export type OrderStatus =
	'pending' | 'processing' | 'partiallyFulfilled' | 'fulfilled' | 'needsAttention' | 'canceled' | 'unknown';

/**
 * A bought card. Amounts are JSON numbers in major units. Fields that the supplier doesn't have are absent.
 * `number`, `pin`, `barcode`, `redemptionUrl` and `challengeAnswer` are worth money to whoever reads them.
 */
export type Card = {
	cardId?: string;
	/** Merchant id, item code or product id, where the supplier gives no brand. */
	productId?: string;
	/** Your own name for the order line, where the supplier keeps one. */
	externalId?: string;
	brand?: string;
	faceValue?: number;
	cost?: number;
	currency?: string;
	type?: string;
	isFulfilled?: boolean;
	number?: string;
	pin?: string;
	barcode?: string;
	redemptionUrl?: string;
	challengeAnswer?: string;
};

/** An order as the nodes output it with Simplify on. Amounts are JSON numbers in major units, times ISO in UTC. */
export type Order = {
	supplier: SupplierName;
	orderId: string;
	orderNumber?: string;
	orderReference?: string;
	status: OrderStatus;
	/** The supplier's own word for the status. */
	supplierStatus?: string;
	/** Nothing more will happen to this order unless a person acts. */
	isFinal: boolean;
	/** Everything ordered has been delivered. */
	isFulfilled: boolean;
	faceValue?: number;
	total?: number;
	currency?: string;
	createdAt?: string;
	cards?: Card[];
};
