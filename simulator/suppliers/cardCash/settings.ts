/** Switches of the simulated CardCash. Section numbers are those of docs/contracts/cardcash.md. */
export interface CardCashSettings {
	/** The only app id that is accepted (1.2). */
	appId: string;
	email: string;
	password: string;
	/** The reply to a wrong password; not documented (1.4). */
	wrongPasswordStatus: 400 | 401;
	/** `expiresInSeconds`: 3600 in the documentation, about 1200 seen (1.3). For tokens issued from now on. */
	tokenLifetimeSeconds: number;
	/** A token with less life left is replaced by the reply's `authorization` header (1.4). */
	rotateBelowSeconds: number;
	/** Whether the replaced token stays valid; not known (1.4). */
	oldTokenSurvivesRotation: boolean;
	/** False: the login sends no `authorization` header and raises the token that it came with (1.3). */
	loginSendsToken: boolean;
	/** Whether the header holds `Bearer <token>` instead of the bare token (1.4). */
	bearerInReplyHeader: boolean;
	/** The reply to an anonymous token where a login is needed; not known (7). */
	anonymousTokenStatus: 400 | 401 | 403;

	/** Stock of a merchant id that doesn't exist: 400 or an empty inventory; not documented (3.2). */
	unknownMerchant: 'refused' | 'empty';

	/** A cart that isn't changed for this long expires, and its cards return to stock; how long isn't documented (3.9). */
	cartLifetimeMs: number;

	/**
	 * `instant` as in the sandbox; `production` goes through Checkout, Pending, Processing, Fulfillment, delivered (7).
	 */
	fulfilment: 'instant' | 'production';
	/** How long a `production` order stays in each status. */
	checkoutMs: number;
	pendingMs: number;
	/** As `pendingMs`, for an order paid by ACH: days (5, "Time traps"). */
	achPendingMs: number;
	processingMs: number;
	fulfillmentMs: number;
	/** Where new orders end: delivered, or stopped on the way (4). */
	orderEnd: 'delivered' | 'Pending' | 'Hold' | 'Review' | 'Canceled';
	/** Status of a successful checkout; 201 by the general table only (3.3). */
	checkoutSuccessStatus: 200 | 201;
	/** A new order appears in GET /orders/buy only after this; the real lag isn't known (5, "Weak points"). */
	listLagMs: number;
	/** A new order is found by GET /orders/{uuid} and /orders/status/{uuid} only after this (3.6). */
	readLagMs: number;
	/** `statusText: null` in the status reply (3.6). */
	statusTextIsNull: boolean;

	/** `payment.details` is required even for methods without any: the page contradicts itself (3.3, 6 #7). */
	requirePaymentDetails: boolean;
	/** Every address needs all six fields; which ones are required isn't known (3.3). */
	requireAddressFields: boolean;
	/** A refused checkout leaves its reserved cards in the cart (3.3, 6 #25). */
	failedCheckoutLeavesCards: boolean;
	/** A checkout buys the cards in the cart too (3.3, "Trap"). */
	checkoutTakesCartAlong: boolean;

	/** Refuses secure data with OVER_THE_LIMIT after `viewLimit` views in 24 hours (3.7). */
	viewLimitEnabled: boolean;
	viewLimit: number;
	/** False: a card viewed in the last 24 hours can be viewed again without counting. */
	repeatedViewsCount: boolean;
	/** Refuses secure data once `accessWindowMs` have passed since the purchase (3.7). */
	accessWindowEnabled: boolean;
	accessWindowMs: number;
	/** New e-codes come as a link instead of a number; its field isn't documented (3.7). */
	newCardsAsLink: boolean;
	linkField: string;

	/** Dollars at the start; takes effect with a reset. */
	drawdownStart: number;
	/** False: an account without Elite status. How its drawdown account replies isn't known (3.8). */
	drawdownIsActive: boolean;
	/** Dollars at the start; takes effect with a reset. */
	storeCreditStart: number;
	/** Whether a credit card added through the API can be used at once (3.8). */
	addedCardIsVerified: boolean;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const DEFAULTS: CardCashSettings = {
	appId: 'sim-app',
	email: 'ops@example.com',
	password: 'sim-password',
	wrongPasswordStatus: 400,
	tokenLifetimeSeconds: 3_600,
	rotateBelowSeconds: 300,
	oldTokenSurvivesRotation: true,
	loginSendsToken: true,
	bearerInReplyHeader: false,
	anonymousTokenStatus: 400,
	unknownMerchant: 'refused',
	cartLifetimeMs: 30 * MINUTE,
	fulfilment: 'instant',
	checkoutMs: 5_000,
	pendingMs: 30_000,
	achPendingMs: 72 * HOUR,
	processingMs: 2 * MINUTE,
	fulfillmentMs: 2 * MINUTE,
	orderEnd: 'delivered',
	checkoutSuccessStatus: 201,
	listLagMs: 0,
	readLagMs: 0,
	statusTextIsNull: false,
	requirePaymentDetails: false,
	requireAddressFields: true,
	failedCheckoutLeavesCards: false,
	checkoutTakesCartAlong: false,
	viewLimitEnabled: true,
	viewLimit: 10,
	repeatedViewsCount: true,
	accessWindowEnabled: true,
	accessWindowMs: 24 * HOUR,
	newCardsAsLink: false,
	linkField: 'redemptionUrl',
	drawdownStart: 25_000,
	drawdownIsActive: true,
	storeCreditStart: 100,
	addedCardIsVerified: true,
};

const CHOICES: Partial<Record<keyof CardCashSettings, readonly unknown[]>> = {
	wrongPasswordStatus: [400, 401],
	anonymousTokenStatus: [400, 401, 403],
	unknownMerchant: ['refused', 'empty'],
	fulfilment: ['instant', 'production'],
	orderEnd: ['delivered', 'Pending', 'Hold', 'Review', 'Canceled'],
	checkoutSuccessStatus: [200, 201],
};

export function defaultSettings(): CardCashSettings {
	return { ...DEFAULTS };
}

/** The settings with `changes` applied. Throws a readable error for an unknown name or a wrong value. */
export function changedSettings(settings: CardCashSettings, changes: Record<string, unknown>): CardCashSettings {
	for (const [name, value] of Object.entries(changes)) {
		if (!Object.hasOwn(DEFAULTS, name))
			throw new Error(`CardCash has no setting '${name}'; it has: ${Object.keys(DEFAULTS).join(', ')}.`);
		const key = name as keyof CardCashSettings;
		const choices = CHOICES[key];
		if (choices !== undefined && !choices.includes(value)) {
			throw new Error(`The CardCash setting '${name}' must be one of: ${choices.join(', ')}.`);
		}
		const kind = typeof DEFAULTS[key];
		if (typeof value !== kind || (kind === 'number' && !(Number.isFinite(value) && (value as number) >= 0))) {
			throw new Error(
				`The CardCash setting '${name}' must be ${kind === 'number' ? 'a number, 0 or more' : `a ${kind}`}.`,
			);
		}
	}
	return { ...settings, ...changes };
}
