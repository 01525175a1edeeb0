/** The name of a supplier as staff know it. */
export type SupplierName = 'CardCash' | 'CardPlusPay' | 'Gift Card Partners';

/** Where an order stands, in words that are the same for every supplier. */
export type OrderStatus =
	'pending' | 'processing' | 'partiallyFulfilled' | 'fulfilled' | 'needsAttention' | 'canceled' | 'unknown';

/**
 * One bought card. Amounts are JSON numbers in major units. Fields that the supplier doesn't have are absent.
 * `number`, `pin`, `barcode`, `redemptionUrl` and `challengeAnswer` are money to whoever reads them.
 */
export type Card = {
	cardId?: string;
	/** Merchant id, item code or product id, where the supplier tells no brand. */
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

/** An order as it comes out of the nodes with Simplify on. Amounts are JSON numbers in major units, times are ISO in UTC. */
export type Order = {
	supplier: SupplierName;
	orderId: string;
	orderNumber?: string;
	orderReference?: string;
	status: OrderStatus;
	/** The supplier's own word for the status. */
	supplierStatus?: string;
	/** Nothing more will happen to this order by itself. */
	isFinal: boolean;
	/** Everything ordered has been delivered. */
	isFulfilled: boolean;
	faceValue?: number;
	total?: number;
	currency?: string;
	createdAt?: string;
	cards?: Card[];
};
