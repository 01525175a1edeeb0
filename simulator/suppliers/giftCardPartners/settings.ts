/**
 * Every knob of the simulated Gift Card Partners API (`docs/contracts/gift-card-partners.md`, 7.1 and the gaps of
 * section 7). Times are milliseconds of the simulator's clock unless the name says otherwise.
 */

export const orderTypes = ['DigitalDelivery', 'Links', 'PhysicalShipment', 'Codes'] as const;
export type OrderType = (typeof orderTypes)[number];

const choices = {
	expiresInUnit: ['seconds', 'minutes'],
	outputCasing: ['pascal', 'camel'],
	inferredLists: ['paged', 'array'],
	fulfilment: ['together', 'lineByLine', 'never', 'cancelled', 'awaitingApproval'],
	statusWhileWaiting: ['Pending', 'Processing'],
	lineStates: ['detailed', 'simple'],
	claimDataWhilePending: ['absent', 'empty', 'null'],
	claimDataOfDelivered: ['nulls', 'empty', 'null'],
	lineCost: ['line', 'card'],
	repeatReply: ['array', 'singleId', 'singleOrderId', 'empty', 'firstStillRunning', 'original200', 'original201'],
	insufficientFundsBody: ['numbers', 'empty'],
	webhookMode: ['async', 'always', 'never'],
	webhookTimestamp: ['us', 'iso'],
} as const;

type Choice<Name extends keyof typeof choices> = (typeof choices)[Name][number];

export interface Settings {
	/** Credentials that POST /v1/Tokens accepts (section 1.1). */
	email: string;
	accessToken: string;
	/** Life of a bearer token (section 1.1). Tokens already issued keep theirs. */
	tokenLifeSeconds: number;
	/** Unit of ExpiresIn: GCP's text doesn't say, the sister API says minutes (gap 1). */
	expiresInUnit: Choice<'expiresInUnit'>;
	/** `Value` is a JWT with `exp`; an opaque text otherwise (section 1.1). */
	tokenIsJwt: boolean;
	/** 403 on token creation and on every call with a valid bearer: access is off for the credential set (sections 1.1, 3.5). */
	accountDisabled: boolean;
	/** Status for wrong or missing credentials; not listed in any source (section 1.1). */
	wrongCredentialsStatus: number;

	/** Names in replies and in the webhook body as GCP prints them, or as the sister API does (gap 2). */
	outputCasing: Choice<'outputCasing'>;
	/** Brandings and Departments as a paged list or as a bare array (section 3.4, gap 16). */
	inferredLists: Choice<'inferredLists'>;
	/** Replies about an order show its PONumber (section 3.5); no text says which of the request they repeat. */
	poNumberShown: boolean;
	/** Replies about an order show its Type. */
	orderTypeShown: boolean;
	/** Lines of an order show the addresses and the personalization they were sent with; the sister's example has neither. */
	recipientsShown: boolean;
	/** Order timestamps end in `Z`; the example has no zone (gap 9). */
	timestampHasZone: boolean;

	/** 400 naming a property that the sister's schema doesn't know (section 3.5); ignored otherwise. */
	rejectUnknownProperties: boolean;
	/** Quantity must be sent, as in the sister API; else it counts as 1 when absent (gap 5). */
	quantityRequired: boolean;
	/** Quantity above 1 on DigitalDelivery and Links, as GCP's examples have it; the sister API refuses it (gap 3). */
	quantityAboveOneAllowed: boolean;
	/** The sister's order type Codes, which GCP doesn't offer (section 3.5). */
	codesOrdersAllowed: boolean;
	/** Culture and Theme are configured for the account; else a line that sends one is a 400 (section 3.5). */
	cultureAndThemeConfigured: boolean;
	/** A product with HasRequiredCardCarriers needs a CarrierId (gap 13). */
	cardCarrierEnforced: boolean;
	/** Physical lines of different FulfillmentGroups in one order are a 400 (gap 13). */
	mixedFulfillmentGroupsRejected: boolean;

	/** An order of more cards than this is answered Pending and completed later (section 4); with 0, every order. */
	asyncAboveCards: number;
	/** Order types that are always completed later, whatever their size (section 4). */
	alwaysAsyncTypes: OrderType[];
	/** From booking to completion of an order that is completed later (section 4). */
	fulfilmentDelayMs: number;
	/**
	 * What becomes of orders (section 4, gap 18): `together` completes all lines at once; `lineByLine` one after another
	 * within `fulfilmentDelayMs`, during which the order is Processing; `never` leaves them waiting, small ones too;
	 * `cancelled` ends them Cancelled; `awaitingApproval` holds them until an admin action sets another status.
	 */
	fulfilment: Choice<'fulfilment'>;
	/** Order status between POST and completion (section 4). */
	statusWhileWaiting: Choice<'statusWhileWaiting'>;
	/** Lines go through Sent, SentToFulfillment and Shipped; or only Pending, Completed, Cancelled (section 4). */
	lineStates: Choice<'lineStates'>;
	/** How ClaimData looks while there is none (section 3.5). */
	claimDataWhilePending: Choice<'claimDataWhilePending'>;
	/** ClaimData of a fulfilled DigitalDelivery or PhysicalShipment line: entries without content, or none (section 3.5). */
	claimDataOfDelivered: Choice<'claimDataOfDelivered'>;
	/** `Cost` of a line is for all its cards or for one; the example has Quantity 1 (section 3.5). */
	lineCost: Choice<'lineCost'>;
	/** The price of the shipping method is taken from the balance, once per physical line (section 7.1). */
	shippingCharged: boolean;
	/** What every card is charged beyond its product's price. */
	surchargeCents: number;
	/** Whether a cancelled order's money comes back; not documented. */
	refundOnCancel: boolean;

	/**
	 * Answer to a PONumber that was used before (section 3.5, gaps 6 and 7): 409 with PreviousOrderIds, with one Id or
	 * OrderId, without a body, or with an empty list as if the first POST were still running; or the original order.
	 */
	repeatReply: Choice<'repeatReply'>;
	/** A POST answered 400 or 422 uses up its PONumber; not documented (section 6). */
	rejectedConsumesPoNumber: boolean;
	/** Body of the 422 for insufficient funds (section 3.5). */
	insufficientFundsBody: Choice<'insufficientFundsBody'>;
	/** The order is booked at once, the reply to the POST comes this much later (sections 4 and 6). */
	orderProcessingMs: number;
	/** GET /v1/Orders/{id} is 404 for this long after booking (section 6). */
	visibleAfterMs: number;
	/** GET /v1/Orders leaves an order out for this long after booking. */
	listLagMs: number;
	/** Order of GET /v1/Orders; not documented (section 3.6). */
	newestOrdersFirst: boolean;
	/** GET /v1/Orders in no sequence that follows time; not documented (section 3.6). */
	ordersShuffled: boolean;

	/** FulfillmentComplete is posted when an order completes after its POST, also when it completes in it, or never (section 5). */
	webhookMode: Choice<'webhookMode'>;
	/** FulfillmentComplete is also posted for an order that ends Cancelled; not documented (section 5). */
	webhookOnCancelled: boolean;
	/** From completion to the first call. */
	webhookDelayMs: number;
	/** Calls until a 2xx at most; how often GCP tries is not documented (section 5). */
	webhookMaxAttempts: number;
	/** Wait before the second attempt, doubled for each further one (section 5). */
	webhookFirstRetryMs: number;
	/** How many more copies of every notice are sent (section 5). */
	webhookDuplicates: number;
	/** Timestamp in US style as the sister has it, or ISO (section 5). */
	webhookTimestamp: Choice<'webhookTimestamp'>;
	/** Real time given to the receiver. */
	webhookTimeoutMs: number;
}

export const defaultSettings: Readonly<Settings> = {
	email: 'ops@example.com',
	accessToken: 'sim-access-token',
	tokenLifeSeconds: 3600,
	expiresInUnit: 'seconds',
	tokenIsJwt: true,
	accountDisabled: false,
	wrongCredentialsStatus: 401,

	outputCasing: 'pascal',
	inferredLists: 'paged',
	poNumberShown: true,
	orderTypeShown: true,
	recipientsShown: true,
	timestampHasZone: false,

	rejectUnknownProperties: true,
	quantityRequired: false,
	quantityAboveOneAllowed: true,
	codesOrdersAllowed: false,
	cultureAndThemeConfigured: false,
	cardCarrierEnforced: true,
	mixedFulfillmentGroupsRejected: false,

	asyncAboveCards: 50,
	alwaysAsyncTypes: ['PhysicalShipment'],
	fulfilmentDelayMs: 30_000,
	fulfilment: 'together',
	statusWhileWaiting: 'Pending',
	lineStates: 'detailed',
	claimDataWhilePending: 'absent',
	claimDataOfDelivered: 'nulls',
	lineCost: 'line',
	shippingCharged: true,
	surchargeCents: 0,
	refundOnCancel: true,

	repeatReply: 'array',
	rejectedConsumesPoNumber: false,
	insufficientFundsBody: 'numbers',
	orderProcessingMs: 0,
	visibleAfterMs: 0,
	listLagMs: 0,
	newestOrdersFirst: true,
	ordersShuffled: false,

	webhookMode: 'async',
	webhookOnCancelled: false,
	webhookDelayMs: 0,
	webhookMaxAttempts: 5,
	webhookFirstRetryMs: 2_000,
	webhookDuplicates: 0,
	webhookTimestamp: 'us',
	webhookTimeoutMs: 5_000,
};

/** `current` with `changes` applied; all or none. Throws a readable error on an unknown name or a value of the wrong kind. */
export function changeSettings(current: Settings, changes: Record<string, unknown>): Settings {
	for (const [name, value] of Object.entries(changes)) {
		if (!Object.hasOwn(defaultSettings, name)) {
			throw new Error(
				`Gift Card Partners has no setting "${name}". It has: ${Object.keys(defaultSettings).join(', ')}.`,
			);
		}
		const wanted = kindOf(name as keyof Settings);
		if (!wanted.accepts(value)) {
			throw new Error(
				`The setting "${name}" of Gift Card Partners must be ${wanted.words}, not ${JSON.stringify(value)}.`,
			);
		}
	}
	return structuredClone({ ...current, ...changes }) as Settings;
}

function kindOf(name: keyof Settings): { words: string; accepts: (value: unknown) => boolean } {
	if (name in choices) return oneOf(choices[name as keyof typeof choices]);
	if (name === 'wrongCredentialsStatus') {
		return { words: 'a status from 400 to 599', accepts: (value) => isWhole(value) && value >= 400 && value <= 599 };
	}
	const standard = defaultSettings[name];
	if (Array.isArray(standard)) {
		const type = oneOf(orderTypes);
		return {
			words: `a list of order types, each ${type.words}`,
			accepts: (value) => Array.isArray(value) && value.every(type.accepts),
		};
	}
	if (typeof standard === 'number') {
		return { words: 'a whole number of 0 or more', accepts: (value) => isWhole(value) && value >= 0 };
	}
	return {
		words: typeof standard === 'boolean' ? 'true or false' : 'a text',
		accepts: (value) => typeof value === typeof standard,
	};
}

function oneOf(words: readonly string[]): { words: string; accepts: (value: unknown) => boolean } {
	return { words: `one of ${words.join(', ')}`, accepts: (value) => words.includes(value as string) };
}

function isWhole(value: unknown): value is number {
	return Number.isSafeInteger(value);
}
