import type { FastifyInstance } from 'fastify';

import type { Books, PaymentOption } from './books.ts';
import { asNumber } from './money.ts';
import { refuse } from './refusal.ts';

/** Payment options and drawdown account (docs/contracts/cardcash.md 3.8). */
export function registerAccount(server: FastifyInstance, books: Books): void {
	server.get('/v3/customers/payment-options', () => paymentOptions(books));

	server.post('/v3/customers/payment-options', (request) => {
		const card = readCreditCard(request.body);
		books.paymentOptions.push({
			id: 1 + Math.max(...books.paymentOptions.map(({ id }) => id ?? 0)),
			paymentMethod: 'CREDITCARD',
			default: false,
			verified: books.settings.addedCardIsVerified,
			lastFour: card.number.slice(-4),
			type: card.type,
			expireMonth: card.expireMonth,
			expireYear: card.expireYear,
		});
		return paymentOptions(books);
	});

	server.get('/v3/customers/drawdown-account', () => {
		const { availableCents, pendingCents } = books.drawdown;
		const isActive = books.settings.drawdownIsActive;
		return {
			balance: isActive ? asNumber(availableCents + pendingCents) : 0,
			availableBalance: isActive ? asNumber(availableCents) : 0,
			pendingBalance: isActive ? asNumber(pendingCents) : 0,
			isActive,
		};
	});

	server.get('/v3/customers/drawdown-account/transactions', () => ({
		transactions: (books.settings.drawdownIsActive ? books.drawdown.ledger.toReversed() : []).map((entry) => ({
			id: entry.id,
			date: new Date(entry.at).toISOString(),
			type: entry.type,
			amount: asNumber(entry.amountCents),
			balance: asNumber(entry.balanceCents),
			description: entry.description,
		})),
	}));
}

function paymentOptions(books: Books) {
	const items: PaymentOption[] = [...books.paymentOptions];
	// Always there while the account is active, and without an id.
	if (books.settings.drawdownIsActive)
		items.push({ paymentMethod: 'DRAWDOWN_ACCOUNT', default: false, verified: true });
	return { data: { buy: { items } } };
}

/** Only the body for a credit card is documented (3.8). */
function readCreditCard(body: unknown): Record<'number' | 'type' | 'expireMonth' | 'expireYear', string> {
	const input = (body ?? {}) as Record<string, unknown>;
	if (input.paymentMethod !== 'CREDITCARD') {
		refuse(
			input.paymentMethod === undefined ? 'paymentMethod is required' : 'paymentMethod must be one of [CREDITCARD]',
		);
	}
	const problems = ['number', 'ccv', 'expireMonth', 'expireYear', 'type']
		.filter((name) => typeof input[name] !== 'string' || input[name] === '')
		.map((name) => `${name} is required`);
	for (const name of ['expireMonth', 'expireYear']) {
		if (typeof input[name] === 'string' && input[name] !== '' && !/^\d{2}$/.test(input[name]))
			problems.push(`${name} must have 2 digits`);
	}
	if (problems.length > 0) refuse(...problems);
	return input as Record<'number' | 'type' | 'expireMonth' | 'expireYear', string>;
}
