import type { JsonObject } from '../../shared/model/json';
import { isObject, toList, omitUndefined } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import type { CodeHandling } from '../../shared/secrets/codes';
import type { CardCashClient } from './client';
import type { FetchedCards } from './fetchedCards';
import type { CardId, OrderId } from './ids';
import { toCardId } from './ids';
import { readableUntil, toSecureData } from './card';
import { toCardFromDetail } from './order';
import { fetchOrder, fetchSecureData } from './endpoints';

/** Why going on with the next card would be of no use, or do harm. */
const ENDS_THE_READING = new Set(['VIEW_LIMIT', 'NO_REPLY', 'UNREACHABLE', 'RATE_LIMITED']);

export interface Reading {
	isSimplified: boolean;
	codes: CodeHandling;
	fetched: FetchedCards;
	/** Cards that an earlier run has fetched are viewed once more. */
	isAgain: boolean;
	isCancelled(): boolean;
}

/**
 * The codes of every delivered card of an order, one after another and each once, since every view counts
 * (docs/contracts/cardcash.md 3.7, 5). One entry for each card: those that are left say why, so that nothing is lost.
 *
 * @throws ProblemError when not a single code could be read, for another reason than the limit on views
 */
export async function fetchCodesOfOrder(
	client: CardCashClient,
	orderId: OrderId,
	reading: Reading,
): Promise<JsonObject[]> {
	const detail = await fetchOrder(client, orderId);
	const until = readableUntil(detail.datePurchased);
	const cards = toList(detail.cards).filter(isObject);
	if (cards.length === 0)
		throw new ProblemError({ code: NOT_READY, whatHappened: 'This order has no cards yet.', whatToDo: LATER });
	const earlier = reading.isAgain ? new Set<CardId>() : await reading.fetched.ofEarlierRuns(cards.flatMap(toReadyIds));

	const entries: JsonObject[] = [];
	let isOver: ProblemError | undefined;
	let firstTrouble: ProblemError | undefined;
	for (const card of cards) {
		// After a stop nothing of this comes out, so that a further view would be wasted.
		if (reading.isCancelled()) break;
		const [cardId] = toReadyIds(card);
		const read = await fetchNext(client, cardId, earlier, isOver);
		if (read instanceof ProblemError) {
			firstTrouble ??= read;
			if (read.endsRun || ENDS_THE_READING.has(read.problem.code)) isOver = read;
		}
		const entry = omitUndefined({ orderId, ...toCardFromDetail(card), readableUntil: until }) as JsonObject;
		entries.push(
			omitUndefined(
				isCodes(read) ? fetchedCard(entry, read.body, reading) : { ...entry, ...left(read, until) },
			) as JsonObject,
		);
		if (cardId !== undefined && isCodes(read) && comesOut(reading.codes)) await reading.fetched.note(cardId);
	}
	const isNothingRead = !entries.some(({ isFetched }) => isFetched === true);
	if (isNothingRead && firstTrouble && firstTrouble.problem.code !== 'VIEW_LIMIT') throw firstTrouble;
	return entries;
}

function toReadyIds(card: JsonObject): CardId[] {
	const cardId = card.fulfilled === true ? toCardId(card.id) : undefined;
	return cardId === undefined ? [] : [cardId];
}

async function fetchNext(
	client: CardCashClient,
	cardId: CardId | undefined,
	earlier: ReadonlySet<CardId>,
	isOver: ProblemError | undefined,
): Promise<Read> {
	if (cardId === undefined) return NOT_READY;
	if (earlier.has(cardId)) return FETCHED_EARLIER;
	return isOver ?? (await fetchCodes(client, cardId));
}

const NOT_READY = 'NOT_READY';
const LATER = 'Run Get Secure Data again when Check Status says that the order is fulfilled.';
const FETCHED_EARLIER = 'fetched earlier';
type Left = ProblemError | typeof NOT_READY | typeof FETCHED_EARLIER;
type Read = { body: JsonObject } | Left;

async function fetchCodes(client: CardCashClient, cardId: CardId): Promise<Read> {
	return await fetchSecureData(client, cardId).then(
		(body) => ({ body }),
		(cause: unknown) => toProblemError(cause),
	);
}

function isCodes(read: Read): read is { body: JsonObject } {
	return typeof read !== 'string' && !(read instanceof ProblemError);
}

/** A card whose codes are masked is still to be fetched, by another node of the same workflow perhaps. */
export function comesOut(codes: CodeHandling): boolean {
	return codes.as !== 'masked';
}

/** A card with its codes as the user wants them: in the shared words, or as CardCash sends them. */
export function fetchedCard(
	card: JsonObject,
	body: JsonObject,
	{ isSimplified, codes }: Pick<Reading, 'isSimplified' | 'codes'>,
): JsonObject {
	if (isSimplified) return { ...card, isFetched: true, ...(codes.card(toSecureData(body)) as JsonObject) };
	// Links come under keys that aren't documented (docs/contracts/cardcash.md 3.7), so that no list of keys would do.
	return { ...card, isFetched: true, ...(codes.value(body) as JsonObject) };
}

function left(why: Left, until: string | undefined): JsonObject {
	if (why === NOT_READY) {
		return { isFetched: false, code: NOT_READY, message: 'This card is not delivered yet.', nextStep: LATER };
	}
	const deadline = until === undefined ? '' : ` The codes of this order can be read until ${until}.`;
	if (why === FETCHED_EARLIER) {
		return {
			isFetched: false,
			code: 'ALREADY_FETCHED',
			message: 'An earlier run of this workflow has fetched the codes of this card; they came out there.',
			nextStep: `To fetch them again, choose 'All Cards Again' in 'Cards to Fetch', or 'One Card' in 'Get From' for this card alone. Each view counts.${deadline}`,
		};
	}
	const { code, whatHappened, whatToDo } = why.problem;
	return {
		isFetched: false,
		code,
		message: whatHappened,
		nextStep: `${whatToDo}${deadline} The next run goes on with the cards that are left.`,
	};
}

function toProblemError(cause: unknown): ProblemError {
	if (cause instanceof ProblemError) return cause;
	return new ProblemError({
		code: 'UNEXPECTED',
		whatHappened: 'Something this package did not expect came up while this card was read.',
		whatToDo: 'Fetch it again. If it comes up again, report it.',
	});
}
