import type { FastifyInstance } from 'fastify';

import type { Books, Card, Order } from './books.ts';
import { isNew } from './catalogue.ts';
import { inHundredths, asNumber } from './money.ts';
import { methodDiscountHundredths } from './payment.ts';
import { refuse, Refusal } from './refusal.ts';
import { imageOf } from './stock.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const WRITABLE_STATUSES = ['ACTIVE', 'ARCHIVED', 'DELETED'] as const;

interface WalletCard {
	card: Card;
	order: Order;
}

/** Purchased cards, once they are fulfilled (docs/contracts/cardcash.md 3.7). */
export function registerWallet(server: FastifyInstance, books: Books): void {
	server.get('/v3/wallets', (request) => {
		const withArchived = (request.query as { archived?: string }).archived === 'true';
		const shown = walletCards(books).filter(({ card }) => card.shelf === 'ACTIVE' || withArchived);
		return {
			cards: shown.map(({ card, order }) => ({
				id: card.id,
				order: orderOf(order),
				merchant: { id: card.merchantId, name: nameOf(books, card), image: imageOf(card.merchantId) },
				amount: amountOf(card),
				type: card.type,
				numberLastFour: card.number.slice(-4),
				status: statusOf(card),
			})),
		};
	});

	server.get('/v3/wallets/:cardId', (request) => cardDetail(books, cardAt(books, request.params)));

	server.get('/v3/wallets/:cardId/secure-data', (request) => {
		const { card, order } = cardAt(books, request.params);
		admitView(books, card, order);
		if (books.settings.newCardsAsLink && isNew(card.type)) {
			return { number: '', pin: '', barcode: '', [books.settings.linkField]: card.link };
		}
		return { number: card.number, pin: card.pin, barcode: card.barcode };
	});

	server.put('/v3/wallets/:cardId', (request) => {
		const walletCard = cardAt(books, request.params);
		const { status, balance } = (request.body ?? {}) as { status?: Card['shelf']; balance?: unknown };
		const problems: string[] = [];
		if (status !== undefined && !WRITABLE_STATUSES.includes(status))
			problems.push(`status must be one of [${WRITABLE_STATUSES.join(', ')}]`);
		const balanceCents = typeof balance === 'number' && balance >= 0 ? inHundredths(balance) : undefined;
		if (balance !== undefined && balanceCents === undefined) problems.push('balance must be a positive number');
		if (problems.length > 0) refuse(...problems);
		if (status !== undefined) walletCard.card.shelf = status;
		if (balanceCents !== undefined) walletCard.card.currentBalanceCents = balanceCents;
		return cardDetail(books, walletCard);
	});
}

function walletCards({ orders }: Books): WalletCard[] {
	return orders
		.flatMap((order) => order.cards.map((card) => ({ card, order })))
		.filter(({ card }) => card.isFulfilled && card.shelf !== 'DELETED');
}

function cardAt(books: Books, params: unknown): WalletCard {
	const { cardId } = params as { cardId: string };
	return walletCards(books).find(({ card }) => String(card.id) === cardId) ?? refuse('Card not found');
}

/** Both refusals look the same here; what a card past its window answers isn't known (3.7). */
function admitView(books: Books, card: Card, order: Order): void {
	const { settings } = books;
	const now = books.clock.now();
	const recent = books.secureDataViews.filter(({ at }) => at > now - DAY_MS);
	books.secureDataViews = recent;
	const isRepeated = recent.some(({ cardId }) => cardId === card.id);
	const counts = settings.repeatedViewsCount || !isRepeated;
	const isOverLimit = settings.viewLimitEnabled && counts && recent.length >= settings.viewLimit;
	const isTooLate = settings.accessWindowEnabled && now > order.purchasedAt + settings.accessWindowMs;
	if (isOverLimit || isTooLate) {
		// Here `message` is a string, not an array.
		throw new Refusal(400, {
			error: true,
			message: 'OVER_THE_LIMIT',
			remainingSubmitAttempts: 3,
			remainingSendAttempts: 2,
		});
	}
	if (counts) recent.push({ at: now, cardId: card.id });
}

function cardDetail(books: Books, { card, order }: WalletCard) {
	const merchant = books.merchants.get(card.merchantId);
	return {
		id: card.id,
		internalCardId: card.internalId,
		merchant: {
			id: card.merchantId,
			name: nameOf(books, card),
			balanceCheckLink: `https://balance.invalid/${card.merchantId}`,
			color: merchant?.color ?? null,
			description: `Gift cards for ${nameOf(books, card)}.`,
			buyMessage: '',
			image: imageOf(card.merchantId),
			barcode: { format: 'CODE128', contents: card.barcode }, // not masked, as in the documentation's sample (3.7)
		},
		order: orderOf(order),
		amount: amountOf(card),
		discounts: {
			coupon: order.couponCode !== null,
			paymentMethodDiscount: methodDiscountHundredths(order.method) / 100,
		},
		type: card.type,
		number: masked(card.number),
		pin: masked(card.pin),
		prefix: merchant?.prefix ?? '',
		status: statusOf(card),
		numberIsMasked: true,
		canNGCBalanceInquiry: false,
		claims: [],
	};
}

function orderOf(order: Order) {
	return { id: order.uuid, orderNum: order.number, datePurchased: new Date(order.purchasedAt).toISOString() };
}

function amountOf(card: Card) {
	return {
		balance: asNumber(card.faceValueCents),
		cost: asNumber(card.costCents),
		currentBalance: asNumber(card.currentBalanceCents),
	};
}

/** Read in lower case; how an archived card reads isn't known (6 #13). */
function statusOf(card: Card): string {
	if (card.shelf !== 'ACTIVE') return card.shelf.toLowerCase();
	return card.currentBalanceCents === 0 ? 'spent' : 'active';
}

function nameOf({ merchants }: Books, card: Card): string {
	return merchants.get(card.merchantId)?.name ?? '';
}

function masked(secret: string): string {
	return secret === '' ? '' : `${'X'.repeat(8)}${secret.slice(-4)}`;
}
