import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Books, Token } from './books.ts';
import { Refusal, refuse } from './refusal.ts';

declare module 'fastify' {
	interface FastifyContextConfig {
		/** CardCash: the token that a request needs besides `x-cc-app` and `User-Agent`; a logged-in one by default. */
		cardCashAccess?: 'app' | 'session' | 'login';
	}
}

const TOKEN_MISSING = 'no Authorization token was found';

/**
 * Header checks in the order of docs/contracts/cardcash.md 7, token rotation (1.4), and the two calls that open a
 * session (1.3).
 */
export function registerSession(server: FastifyInstance, books: Books): void {
	const tokens = new WeakMap<FastifyRequest, Token>();

	server.addHook('onRequest', async (request, reply) => {
		checkHeaders(request, books);
		const access = request.is404 ? 'app' : (request.routeOptions.config.cardCashAccess ?? 'login');
		if (access === 'app') return;
		const sent = validToken(request, books);
		if (sent === undefined) refuse(TOKEN_MISSING);
		// Before the request is handled, so a refused one gets its new token too (6 #30).
		const token = isNearExpiry(sent, books) ? replaceToken(sent, reply, books) : sent;
		tokens.set(request, token);
		if (access === 'login' && !token.isLoggedIn) {
			throw new Refusal(books.settings.anonymousTokenStatus, { message: ['Customer is not logged in'] });
		}
	});

	server.post('/v3/session', { config: { cardCashAccess: 'app' } }, (request, reply) => {
		const existing = validToken(request, books);
		const token =
			existing === undefined
				? issueToken(books, { sessionId: books.random.uuid(), isLoggedIn: false })
				: isNearExpiry(existing, books)
					? replaceToken(existing, reply, books)
					: existing;
		reply.header('x-session-id', token.sessionId);
		announce(token, reply, books);
		return {
			access_token: token.text,
			expiresInSeconds: secondsLeft(token, books),
			sessionId: token.sessionId,
			renderAssets: false,
		};
	});

	server.post('/v3/customers/login', { config: { cardCashAccess: 'session' } }, (request, reply) => {
		const { customer } = (request.body ?? {}) as { customer?: { email?: unknown; password?: unknown } };
		const { email, password } = customer ?? {};
		if (typeof email !== 'string') refuse('email is required');
		if (typeof password !== 'string') refuse('password is required');
		const { settings } = books;
		if (email.toLowerCase() !== settings.email.toLowerCase() || password !== settings.password) {
			throw new Refusal(settings.wrongPasswordStatus, { message: ['Invalid email or password'] });
		}
		const token = tokens.get(request)!;
		if (settings.loginSendsToken) replaceToken({ ...token, isLoggedIn: true }, reply, books);
		else token.isLoggedIn = true;
		return {};
	});
}

function checkHeaders(request: FastifyRequest, { settings }: Books): void {
	const appId = request.headers['x-cc-app'];
	if (appId === undefined || appId === '') throw new Refusal(401, { message: ['no x-cc-app was found'] });
	if (!request.headers['user-agent']) throw new Refusal(401, { message: ['Unauthorized'] });
	// The reply to an unknown app id isn't documented; only these two 401s are.
	if (appId !== settings.appId) throw new Refusal(401, { message: ['Unauthorized'] });
}

function validToken(request: FastifyRequest, { tokens, clock }: Books): Token | undefined {
	const text = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
	const token = text === undefined ? undefined : tokens.get(text);
	return token !== undefined && token.expiresAt > clock.now() ? token : undefined;
}

function replaceToken(token: Token, reply: FastifyReply, books: Books): Token {
	if (!books.settings.oldTokenSurvivesRotation) books.tokens.delete(token.text);
	const replacement = issueToken(books, token);
	announce(replacement, reply, books);
	return replacement;
}

function isNearExpiry(token: Token, books: Books): boolean {
	return secondsLeft(token, books) < books.settings.rotateBelowSeconds;
}

function announce(token: Token, reply: FastifyReply, books: Books): void {
	reply.header('authorization', books.settings.bearerInReplyHeader ? `Bearer ${token.text}` : token.text);
	reply.header('x-token-exp-seconds', String(secondsLeft(token, books)));
}

function secondsLeft(token: Token, { clock }: Books): number {
	return Math.max(Math.round((token.expiresAt - clock.now()) / 1_000), 0);
}

function issueToken(books: Books, { sessionId, isLoggedIn }: Pick<Token, 'sessionId' | 'isLoggedIn'>): Token {
	const { clock, random, settings, tokens } = books;
	const expiresAt = clock.now() + settings.tokenLifetimeSeconds * 1_000;
	const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url');
	const claims = {
		sessionId,
		iat: Math.floor(clock.now() / 1_000),
		exp: Math.floor(expiresAt / 1_000),
		jti: random.hex(16),
		...(isLoggedIn && { customerId: books.customerId }),
	};
	const signature = Buffer.from(`FAKE-SIGNATURE-${random.hex(32)}`).toString('base64url');
	const token: Token = {
		text: `${part({ alg: 'ES256', typ: 'JWT' })}.${part(claims)}.${signature}`,
		sessionId,
		isLoggedIn,
		expiresAt,
	};
	tokens.set(token.text, token);
	return token;
}
