import { createPublicKey } from 'node:crypto';

/**
 * What a test can change about this supplier. Sections and gaps are those of `docs/contracts/cardpluspay.md`. Where a fact
 * is not known, the default is the most likely reading, and the other readings can be switched on.
 */
export interface Settings {
	/** Section 1. The one key that is accepted in `X-API-Key`; change it to revoke the key in use. */
	apiKey: string;
	/** Section 1.1. Every request but the one for a challenge needs a signed challenge. */
	requestSigning: boolean;
	/** Section 1.1. PEM of the RSA public key that signatures are checked with (RSA-SHA256, PKCS#1 v1.5). */
	publicKey: string;
	/** Section 1.1, gap 15. Path of the challenge endpoint below the prefix; it must begin with `/v1/`. */
	challengePath: string;
	/** Section 1.1: the method of the challenge endpoint is not documented. */
	challengeMethod: 'GET' | 'POST';
	/**
	 * Section 1.1, gap 15: the reply is not documented. `envelope`: `data.challenge` and `data.expires_in`; `dataString`: `data`
	 * is the challenge itself; `bare`: `challenge` and `expires_in` without the envelope.
	 */
	challengeShape: 'envelope' | 'dataString' | 'bare';
	/** Section 1.1: "e.g. 5 minutes". */
	challengeLifeMs: number;

	/** Section 6: no number is documented. Requests allowed in a minute of the clock; 0 for no limit. */
	rateLimitPerMinute: number;
	/** Section 6: what the 429 says about waiting. */
	rateLimitRetryAfter: 'seconds' | 'date' | 'none';

	/** 3.1, gap 16: the key under `data` that holds the products; `array`: `data` is the array, without pagination. */
	catalogueContainer: 'items' | 'products' | 'catalog' | 'data' | 'results' | 'array';
	/** 3.1, gap 16: `price` and `value` in the catalogue. */
	catalogueMoney: 'number' | 'string';
	/** 3.1, gap 9: `page` is not documented, so it may be ignored. */
	catalogueIgnoresPage: boolean;
	/** Gap 9: past the end the last page comes again, and `last_page` moves on. */
	catalogueNeverEnds: boolean;

	/** 3.2, gap 11: HTTP status of a check that finds too little stock. */
	checkFailureStatus: 200 | 400;
	/** 3.2: `data.state` of such a check; only `in_stock` is documented. */
	unavailableState: string;
	/** 3.2: the upper limit is not documented for the check; 100 is that of orders. */
	checkMaxQuantity: number;

	/** 3.3, gap 11: the success code is not documented. */
	orderCreatedStatus: 200 | 201;
	/** 3.3 and 3.7: both readings of an item code that does not exist, on check and order alike. */
	unknownItemStatus: 400 | 404;
	/** 3.3, gap 11: HTTP status of an order refused for stock or balance; 200 goes with `success: false`. */
	rejectionStatus: 400 | 200;
	/** Gap 10. `vague`: the three causes of a 400 share one message that names none of them. */
	rejectionMessages: 'distinct' | 'vague';

	/** Section 4: time from the order to its final status; 0 for an order that is done in the reply to the POST. */
	fulfilmentDelayMs: number;
	/** Section 4: at half of the delay, half of the codes (rounded down) can be read. */
	partialDelivery: boolean;
	/** Section 4: what an unfinished order is called is not documented; `completed` for one that claims to be done. */
	pendingStatus: string;
	/** 3.3: how codes that are not there yet are shown: `[]`, no `codes` at all, or rows with an empty `code`. */
	missingCodes: 'empty' | 'absent' | 'blankRows';
	/** Section 4: the status orders end with. With failed, cancelled, canceled, refunded, rejected or expired there are no codes. */
	finalStatus: string;
	/** Section 4: an order that ends in failure gives its money back. */
	refundsFailedOrders: boolean;
	/** Gap 6: codes delivered above (or, negative, below) the quantity ordered and paid for. */
	codeSurplus: number;

	/** 3.4, gap 5. `documented`: a code has `code` and `status` only; `full`: also PIN, denomination and charge. */
	getOrderCodes: 'documented' | 'full';
	/** Gap 7. `object`: `{ "Pin": "…" }` instead of `[{ "Pin": "…" }]`. */
	metadataShape: 'array' | 'object';
	/** Gap 7: the key the PIN has in `metadata`. */
	pinKey: string;
	/** Gap 7: a second, unknown key (`Serial`) in `metadata`. */
	extraMetadata: boolean;
	/** Gap 2. Money in order, check and balance replies: as each endpoint documents it, or all of one kind. */
	moneyTypes: 'documented' | 'strings' | 'numbers';

	/** Section 6: time until a new order appears in GET /orders. It can be read by its id at once. */
	listLagMs: number;
	/** Gap 9: every order is listed twice, one after the other. */
	listDuplicates: boolean;
	/** 3.5, gap 9: `page` is not documented, so it may be ignored. */
	listIgnoresPage: boolean;
	/** Gap 9: past the end the last page comes again, and `last_page` moves on. */
	listNeverEnds: boolean;
	/** 3.5: the example leaves fields out; whether a row has `created_at` is not known. */
	listRowHasCreatedAt: boolean;

	/** 3.6: "e.g. USD". */
	balanceCurrency: string;
}

/** The settings after a start or a reset. */
export const defaultSettings: Readonly<Settings> = {
	apiKey: 'sim-api-key',
	requestSigning: false,
	publicKey: '',
	challengePath: '/v1/auth/challenge',
	challengeMethod: 'GET',
	challengeShape: 'envelope',
	challengeLifeMs: 5 * 60_000,

	rateLimitPerMinute: 0,
	rateLimitRetryAfter: 'seconds',

	catalogueContainer: 'items',
	catalogueMoney: 'number',
	catalogueIgnoresPage: false,
	catalogueNeverEnds: false,

	checkFailureStatus: 400,
	unavailableState: 'out_of_stock',
	checkMaxQuantity: 100,

	orderCreatedStatus: 200,
	unknownItemStatus: 400,
	rejectionStatus: 400,
	rejectionMessages: 'distinct',

	fulfilmentDelayMs: 0,
	partialDelivery: false,
	pendingStatus: 'processing',
	missingCodes: 'empty',
	finalStatus: 'completed',
	refundsFailedOrders: true,
	codeSurplus: 0,

	getOrderCodes: 'documented',
	metadataShape: 'array',
	pinKey: 'Pin',
	extraMetadata: false,
	moneyTypes: 'documented',

	listLagMs: 0,
	listDuplicates: false,
	listIgnoresPage: false,
	listNeverEnds: false,
	listRowHasCreatedAt: true,

	balanceCurrency: 'USD',
};

const choices: Partial<Record<keyof Settings, readonly unknown[]>> = {
	challengeMethod: ['GET', 'POST'],
	challengeShape: ['envelope', 'dataString', 'bare'],
	rateLimitRetryAfter: ['seconds', 'date', 'none'],
	catalogueContainer: ['items', 'products', 'catalog', 'data', 'results', 'array'],
	catalogueMoney: ['number', 'string'],
	checkFailureStatus: [200, 400],
	orderCreatedStatus: [200, 201],
	unknownItemStatus: [400, 404],
	rejectionStatus: [400, 200],
	rejectionMessages: ['distinct', 'vague'],
	missingCodes: ['empty', 'absent', 'blankRows'],
	getOrderCodes: ['documented', 'full'],
	metadataShape: ['array', 'object'],
	moneyTypes: ['documented', 'strings', 'numbers'],
};

/** `current` with `changes` applied. An unknown name or an unfit value throws an error with a sentence. */
export function changeSettings(current: Settings, changes: Record<string, unknown>): Settings {
	for (const [name, value] of Object.entries(changes)) requireValid(name, value);
	const changed = { ...current, ...changes } as Settings;
	if (changed.requestSigning && changed.publicKey === '') {
		throw new Error('CardPlusPay: requestSigning needs publicKey, the PEM that signatures are checked with.');
	}
	return changed;
}

function requireValid(name: string, value: unknown): void {
	if (!Object.hasOwn(defaultSettings, name)) throw new Error(`CardPlusPay has no setting "${name}".`);
	const setting = name as keyof Settings;

	const allowed = choices[setting];
	if (allowed !== undefined) {
		if (!allowed.includes(value)) {
			throw new Error(`CardPlusPay: ${name} must be one of ${allowed.join(', ')}, not ${JSON.stringify(value)}.`);
		}
		return;
	}

	const type = typeof defaultSettings[setting];
	if (typeof value !== type) {
		throw new Error(`CardPlusPay: ${name} must be a ${type}, not ${JSON.stringify(value)}.`);
	}
	if (typeof value === 'number' && (!Number.isInteger(value) || (value < 0 && setting !== 'codeSurplus'))) {
		throw new Error(`CardPlusPay: ${name} must be a whole number${setting === 'codeSurplus' ? '' : ' of 0 or more'}.`);
	}
	if (setting === 'publicKey' && value !== '') requirePublicKey(String(value));
	if (setting === 'challengePath' && !/^\/v1\/./.test(String(value))) {
		throw new Error('CardPlusPay: challengePath must begin with /v1/.');
	}
}

function requirePublicKey(pem: string): void {
	try {
		createPublicKey(pem);
	} catch {
		throw new Error('CardPlusPay: publicKey must be a public key in PEM form.');
	}
}
