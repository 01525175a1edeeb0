/** Something to buy, as the nodes output it with Simplify on. Amounts are JSON numbers in major units. */
export type Product = {
	productId: string;
	brand?: string;
	/** A fixed denomination; a product with a free amount has minFaceValue and maxFaceValue instead. */
	faceValue?: number;
	minFaceValue?: number;
	maxFaceValue?: number;
	/** What one card costs. */
	price?: number;
	discountPercent?: number;
	quantityAvailable?: number;
	type?: string;
	currency?: string;
};

/** What the account holds. Amounts are JSON numbers in major units; `available` can be spent now. */
export type Balance = {
	available: number;
	pending?: number;
	total?: number;
	currency?: string;
};
