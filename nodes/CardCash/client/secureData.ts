import type { JsonObject } from '../../shared/model/json';
import { omitUndefined, toList, toObject, toText } from '../../shared/model/json';
import type { Problem } from '../../shared/model/problem';
import { ProblemError, toProblemError } from '../../shared/model/problem';
import { toIsoUtc } from '../../shared/model/time';
import type { CardWithExtras, CodeHandling } from '../../shared/secrets/codes';
import type { CardCashClient } from './client';
import { fetchOrder, fetchSecureData } from './endpoints';
import type { FetchHistory } from './fetchHistory';
import { toCardFromDetail } from './order';
import { toSaidProblem } from './problems';
import type { CardId, OrderId } from './values';
import { toCardId } from './values';

/** How codes are output. */
export interface CodesOutput {
	isSimplified: boolean;
	codes: CodeHandling;
}

export interface OrderCodesRequest extends CodesOutput {
	history: FetchHistory;
	/** Which of the delivered cards to view: those that no earlier run has fetched, or all. */
	which: 'left' | 'all';
	isCancelled(): boolean;
}

/** After one of these, viewing the next card would be useless or do harm. */
const STOPS_VIEWING: ReadonlySet<string> = new Set(['VIEW_LIMIT', 'NO_REPLY', 'UNREACHABLE', 'RATE_LIMITED']);

/**
 * The codes of every delivered card of an order, viewed one after another and once each, since every view counts
 * (docs/contracts/cardcash.md 3.7, 5). One entry for each card of the order: those without codes say why, so none is
 * lost.
 *
 * @throws ProblemError when no code at all could be fetched, unless the limit on views is the reason
 */
export async function fetchOrderCodes(
	client: CardCashClient,
	orderId: OrderId,
	request: OrderCodesRequest,
): Promise<JsonObject[]> {
	const detail = await fetchOrder(client, orderId);
	const until = readableUntil(detail.datePurchased);
	const cards = toList(detail.cards).map(toObject);
	if (cards.length === 0) throw new ProblemError(NO_CARDS_YET);
	const skipped = await findSkipped(cards, request);

	const entries: JsonObject[] = [];
	const problems: ProblemError[] = [];
	let stoppedBy: ProblemError | undefined;
	for (const card of cards) {
		// A stopped run outputs nothing, so a further view would be wasted.
		if (request.isCancelled()) break;
		const cardId = toDeliveredId(card);
		const view = await viewNext(client, cardId, skipped, stoppedBy);
		if (view.kind === 'problem') {
			problems.push(view.error);
			if (view.error.endsRun || STOPS_VIEWING.has(view.error.problem.code)) stoppedBy = view.error;
		}
		const entry = omitUndefined<JsonObject>({ orderId, ...toCardFromDetail(card), readableUntil: until });
		entries.push(
			view.kind === 'codes' ? withCodes(entry, view, request) : { ...entry, ...withoutCodes(view, request, until) },
		);
		if (cardId !== undefined && view.kind === 'codes') await recordFetched(cardId, request);
	}
	const [first] = problems;
	const hasAnswers = entries.some(({ isFetched, code }) => isFetched === true || code === NO_CODES.code);
	if (!hasAnswers && first && first.problem.code !== 'VIEW_LIMIT') throw first;
	return entries;
}

/**
 * The codes of one card, whether or not an earlier run has fetched them. Where CardCash answers without any, the entry
 * says so: an exception would take the codes of other items along.
 *
 * @throws ProblemError when CardCash refuses the view or doesn't answer it
 */
export async function fetchCardCodes(
	client: CardCashClient,
	cardId: CardId,
	request: CodesOutput & { history: FetchHistory },
): Promise<JsonObject> {
	const view = await viewCard(client, cardId);
	if (view.kind === 'problem') throw view.error;
	if (view.kind === 'noCodes') return { cardId, ...withoutCodes(view, request, undefined) };
	const entry = withCodes({ cardId }, view, request);
	await recordFetched(cardId, request);
	return entry;
}

async function findSkipped(cards: JsonObject[], { which, history }: OrderCodesRequest): Promise<Set<CardId>> {
	if (which === 'all') return new Set();
	return await history.findFetchedEarlier(cards.flatMap((card) => toDeliveredId(card) ?? []));
}

/** @returns undefined for a card that isn't delivered yet: only the others have codes (3.5) */
function toDeliveredId(card: JsonObject): CardId | undefined {
	return card.fulfilled === true ? toCardId(card.id) : undefined;
}

interface Codes {
	kind: 'codes';
	card: CardWithExtras;
	/** What `card` was read from. */
	body: JsonObject;
}

/** What a view of one card came to. */
type Viewed =
	| Codes
	/** CardCash has answered, and its answer proves no code. */
	| { kind: 'noCodes'; otherFields: JsonObject | undefined }
	| { kind: 'problem'; error: ProblemError };

/** What the turn of one card came to. */
type View = Viewed | { kind: 'notDelivered' } | { kind: 'fetchedEarlier' };

async function viewNext(
	client: CardCashClient,
	cardId: CardId | undefined,
	skipped: ReadonlySet<CardId>,
	stoppedBy: ProblemError | undefined,
): Promise<View> {
	if (cardId === undefined) return { kind: 'notDelivered' };
	if (skipped.has(cardId)) return { kind: 'fetchedEarlier' };
	if (stoppedBy) return { kind: 'problem', error: stoppedBy };
	return await viewCard(client, cardId).catch((cause: unknown) => ({
		kind: 'problem',
		error: toProblemError(cause, CARD_NOT_READ),
	}));
}

/**
 * A success without a code, or one that says `error`, isn't one: a card counts as fetched only with its codes. What else
 * such a reply holds is output all the same, since a code may stand in a field that nobody knows.
 *
 * @throws ProblemError when CardCash refuses the view or doesn't answer it
 */
async function viewCard(client: CardCashClient, cardId: CardId): Promise<Viewed> {
	const body = await fetchSecureData(client, cardId);
	const card = toSecureData(body);
	if (!saysError(body) && hasCode(card)) return { kind: 'codes', card, body };
	const said = toSaidProblem(body);
	if (said) return { kind: 'problem', error: new ProblemError(said) };
	const { otherFields, ...codes } = card;
	const left = { ...codes, ...otherFields };
	return { kind: 'noCodes', otherFields: Object.keys(left).length > 0 ? left : undefined };
}

/** Masked codes are still to be fetched, perhaps by a later run that shows them, so they aren't recorded. */
async function recordFetched(
	cardId: CardId,
	{ codes, history }: Pick<OrderCodesRequest, 'codes' | 'history'>,
): Promise<void> {
	if (codes.as !== 'masked') await history.record(cardId);
}

/** A card with its codes as the user wants them, in the words of the shared model or as CardCash sends them. */
function withCodes(entry: JsonObject, { card, body }: Codes, { isSimplified, codes }: CodesOutput): JsonObject {
	if (isSimplified) return { ...entry, isFetched: true, ...codes.card(card) };
	// Links come under keys that aren't documented (3.7), so the whole body counts as secret.
	return { ...entry, ...(codes.value(body) as JsonObject), ...idsOf(entry), isFetched: true };
}

/** What CardCash's own body must not overwrite. */
function idsOf({ orderId, cardId }: JsonObject): JsonObject {
	return omitUndefined<JsonObject>({ orderId, cardId });
}

function withoutCodes(view: Exclude<View, Codes>, { codes }: CodesOutput, until: string | undefined): JsonObject {
	const deadline = until === undefined ? '' : ` The codes of this order can be read until ${until}.`;
	switch (view.kind) {
		case 'notDelivered':
			return {
				isFetched: false,
				code: 'NOT_READY',
				message: 'This card is not delivered yet.',
				nextStep: NO_CARDS_YET.whatToDo,
			};
		case 'fetchedEarlier':
			return {
				isFetched: false,
				code: 'ALREADY_FETCHED',
				message: 'An earlier run of this node has fetched and output the codes of this card.',
				nextStep: `To fetch them again, choose 'All Cards Again' in 'Cards to Fetch', or 'One Card' in 'Get From' for this card alone. Each view counts.${deadline}`,
			};
		case 'noCodes':
			return {
				isFetched: false,
				code: NO_CODES.code,
				message: NO_CODES.whatHappened,
				nextStep: `${NO_CODES.whatToDo}${deadline}`,
				...(view.otherFields && codes.card({ otherFields: view.otherFields })),
			};
		case 'problem': {
			const { code, whatHappened, whatToDo } = view.error.problem;
			return {
				isFetched: false,
				code,
				message: whatHappened,
				nextStep: `${whatToDo}${deadline} The next run goes on with the cards that are left.`,
			};
		}
	}
}

/** What a system writes where it has nothing. */
const SAYS_NOTHING = /^(?:null|undefined|none|nil|nan|n\/?a|no|false|-*)$/i;

/** Whether the reply says of itself that it holds no codes (3.7), in whatever form. */
function saysError({ error }: JsonObject): boolean {
	if (error === undefined || error === null || error === false || error === 0) return false;
	return typeof error !== 'string' || (error.trim() !== '0' && !SAYS_NOTHING.test(error.trim()));
}

/** As the wallet shows a number "unless verified": `XXXXXXXX1234` (3.7). */
const MASKED = /^[x*•\s-]{4,}.{0,4}$/i;

/** Undocumented keys that no system uses for anything but a code. */
const OTHER_CODE_KEYS: ReadonlySet<string> = new Set(['cardnumber', 'challengeanswer']);

function hasCode({ number, pin, barcode, redemptionUrl, otherFields = {} }: CardWithExtras): boolean {
	const others = Object.entries(otherFields).filter(([key]) => OTHER_CODE_KEYS.has(key.toLowerCase()));
	return [number, pin, barcode, redemptionUrl, ...others.map(([, value]) => toText(value))].some((code) => {
		const text = code?.trim() ?? '';
		return !SAYS_NOTHING.test(text) && !MASKED.test(text);
	});
}

const DOCUMENTED_KEYS = ['number', 'pin', 'barcode'];

/**
 * The codes of one card. Some new cards come as a link under a key that isn't documented (3.7): the first unknown field
 * that holds a web address counts as the link; the other unknown fields are passed on.
 */
export function toSecureData(body: JsonObject): CardWithExtras {
	const isRead = ([key, value]: [string, unknown]) => DOCUMENTED_KEYS.includes(key) && toText(value) !== undefined;
	const others = Object.entries(body).filter((entry) => !isRead(entry) && entry[0] !== 'error');
	const link = others.find(([, value]) => typeof value === 'string' && /^https?:\/\/\S+$/i.test(value.trim()));
	const rest = others.filter((entry) => entry !== link && entry[1] !== null && !isBlank(entry[1]));
	return omitUndefined({
		number: toText(body.number),
		pin: toText(body.pin),
		barcode: toText(body.barcode),
		redemptionUrl: link ? String(link[1]).trim() : undefined,
		otherFields: rest.length > 0 ? Object.fromEntries(rest) : undefined,
	});
}

function isBlank(value: unknown): boolean {
	return typeof value === 'string' && value.trim() === '';
}

const READABLE_FOR_MS = 24 * 60 * 60 * 1000;

/** Codes can be read for 24 hours from the purchase, not from the delivery (3.7, 5). */
export function readableUntil(datePurchased: unknown): string | undefined {
	const purchasedAt = toIsoUtc(datePurchased);
	return purchasedAt === undefined ? undefined : new Date(Date.parse(purchasedAt) + READABLE_FOR_MS).toISOString();
}

const NO_CARDS_YET: Problem = {
	code: 'NOT_READY',
	whatHappened: 'This order has no cards yet.',
	whatToDo: 'Run Get Secure Data again when Check Status says that the order is fulfilled.',
};

const NO_CODES: Problem = {
	code: 'NO_CODES',
	whatHappened: 'CardCash has answered without any code of this card.',
	whatToDo:
		'Look at the card in the CardCash portal, or fetch it again later: each view counts. It does not count as fetched.',
};

const CARD_NOT_READ = {
	whatHappened: 'Something unexpected happened while this card was read.',
	whatToDo: 'Fetch it again. If this happens again, report it.',
};
