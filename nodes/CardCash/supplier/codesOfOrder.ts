import type { JsonObject } from '../../shared/http/json';
import { isObject, listOf, present } from '../../shared/http/json';
import { StaffError } from '../../shared/model/staffError';
import type { CardCash } from './cardCash';
import type { CardId, OrderId } from './ids';
import { asCardId } from './ids';
import { readableUntil, secureDataOf, withoutErrorKey } from './translateCard';
import { cardOfDetail } from './translateOrder';
import { readOrder, readSecureData } from './wire';

/** Why going on with the next card would be of no use, or do harm. */
const ENDS_THE_READING = new Set(['VIEW_LIMIT', 'NO_REPLY', 'UNREACHABLE', 'RATE_LIMITED']);

/**
 * The codes of every delivered card of an order, one after another and each once, since every view counts
 * (contracts/cardcash.md 3.7, 5). One entry for each card: those that are left say why, so that nothing is lost.
 *
 * @throws StaffError when not a single code could be read, for another reason than the limit on views
 */
export async function codesOfOrder(cardCash: CardCash, orderId: OrderId, isSimplified: boolean): Promise<JsonObject[]> {
	const detail = await readOrder(cardCash, orderId);
	const until = readableUntil(detail.datePurchased);
	const entries: JsonObject[] = [];
	let isOver: StaffError | undefined;
	let firstTrouble: StaffError | undefined;

	const cards = listOf(detail.cards).filter(isObject);
	if (cards.length === 0)
		throw new StaffError({ code: NOT_READY, whatHappened: 'This order has no cards yet.', whatToDo: LATER });
	for (const card of cards) {
		const entry = { orderId, ...cardOfDetail(card), readableUntil: until };
		const cardId = card.fulfilled === true ? asCardId(card.id) : undefined;
		const read = cardId === undefined ? NOT_READY : (isOver ?? (await codesOf(cardCash, cardId)));
		if (read instanceof StaffError) {
			firstTrouble ??= read;
			if (read.endsRun || ENDS_THE_READING.has(read.notice.code)) isOver = read;
		}
		entries.push(
			present({ ...entry, ...(isCodes(read) ? fetched(read, isSimplified) : left(read, until)) }) as JsonObject,
		);
	}
	const isNothingRead = !entries.some(({ isFetched }) => isFetched === true);
	if (isNothingRead && firstTrouble && firstTrouble.notice.code !== 'VIEW_LIMIT') throw firstTrouble;
	return entries;
}

const NOT_READY = 'NOT_READY';
const LATER = 'Run Get Secure Data again when Check Status says that the order is fulfilled.';
type Read = { body: JsonObject } | StaffError | typeof NOT_READY;

async function codesOf(cardCash: CardCash, cardId: CardId): Promise<Read> {
	return await readSecureData(cardCash, cardId).then(
		(body) => ({ body }),
		(cause: unknown) => asStaffError(cause),
	);
}

function isCodes(read: Read): read is { body: JsonObject } {
	return read !== NOT_READY && !(read instanceof StaffError);
}

function fetched({ body }: { body: JsonObject }, isSimplified: boolean): JsonObject {
	return { isFetched: true, ...(isSimplified ? secureDataOf(body) : withoutErrorKey(body)) };
}

function left(why: StaffError | typeof NOT_READY, until: string | undefined): JsonObject {
	if (why === NOT_READY) {
		return { isFetched: false, code: NOT_READY, message: 'This card is not delivered yet.', nextStep: LATER };
	}
	const { code, whatHappened, whatToDo } = why.notice;
	const deadline = until === undefined ? '' : ` The codes of this order can be read until ${until}.`;
	return {
		isFetched: false,
		code,
		message: whatHappened,
		nextStep: `${whatToDo}${deadline} To fetch this card alone, choose 'One Card' in 'Get From' and use its cardId.`,
	};
}

function asStaffError(cause: unknown): StaffError {
	if (cause instanceof StaffError) return cause;
	return new StaffError({
		code: 'UNEXPECTED',
		whatHappened: 'Something this package did not expect came up while this card was read.',
		whatToDo: 'Fetch it again. If it comes up again, report it.',
	});
}
