import { verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock, Random } from '../../frame.ts';
import type { Settings } from './settings.ts';

/** Why a request is denied. */
export interface Denial {
	status: 401 | 429;
	message: string;
	headers?: Record<string, string>;
}

const minuteMs = 60_000;

/** API key, request signing and rate limit (`docs/contracts/cardpluspay.md` 1, 1.1 and 6), checked in this order. */
export class Access {
	readonly #clock: Clock;
	readonly #random: Random;
	readonly #settings: () => Settings;
	/** Unused challenges, with the time each expires. */
	readonly #openChallenges = new Map<string, number>();
	#windowEndsAt = 0;
	#requestsInWindow = 0;

	constructor(clock: Clock, random: Random, settings: () => Settings) {
		this.#clock = clock;
		this.#random = random;
		this.#settings = settings;
	}

	check(headers: IncomingHttpHeaders): Denial | undefined {
		return (
			this.#checkKey(headers['x-api-key']) ??
			(this.#settings().requestSigning
				? this.#checkSignature(headers['x-api-challenge'], headers['x-api-signature'])
				: undefined) ??
			this.#checkRate()
		);
	}

	/** A request for a challenge needs the API key alone: there is nothing to sign yet. */
	checkChallengeRequest(headers: IncomingHttpHeaders): Denial | undefined {
		return this.#checkKey(headers['x-api-key']) ?? this.#checkRate();
	}

	issueChallenge(): { challenge: string; expiresInSeconds: number } {
		const { challengeLifeMs } = this.#settings();
		const challenge = `sim-challenge-${this.#random.hex(32)}`;
		this.#openChallenges.set(challenge, this.#clock.now() + challengeLifeMs);
		return { challenge, expiresInSeconds: Math.floor(challengeLifeMs / 1000) };
	}

	/** API keys never expire; challenges do. */
	expireChallenges(): void {
		this.#openChallenges.clear();
	}

	#checkKey(key: string | string[] | undefined): Denial | undefined {
		if (key === undefined || key === '') return { status: 401, message: 'Missing API key.' };
		if (key !== this.#settings().apiKey) return { status: 401, message: 'Invalid or revoked API key.' };
		return undefined;
	}

	#checkSignature(
		challenge: string | string[] | undefined,
		signature: string | string[] | undefined,
	): Denial | undefined {
		if (typeof challenge !== 'string' || typeof signature !== 'string' || challenge === '' || signature === '') {
			return { status: 401, message: 'Missing X-API-Challenge or X-API-Signature header.' };
		}
		const expiresAt = this.#openChallenges.get(challenge);
		// Single use: presenting a challenge spends it, whatever the result.
		this.#openChallenges.delete(challenge);
		if (expiresAt === undefined) {
			return { status: 401, message: 'Signature verification failed: the challenge is unknown or was already used.' };
		}
		if (this.#clock.now() >= expiresAt) {
			return { status: 401, message: 'Signature verification failed: the challenge has expired.' };
		}
		if (!isSignedBy(this.#settings().publicKey, challenge, signature)) {
			return { status: 401, message: 'Signature verification failed.' };
		}
		return undefined;
	}

	#checkRate(): Denial | undefined {
		const { rateLimitPerMinute, rateLimitRetryAfter } = this.#settings();
		if (rateLimitPerMinute === 0) return undefined;

		const now = this.#clock.now();
		if (now >= this.#windowEndsAt) {
			this.#windowEndsAt = now + minuteMs;
			this.#requestsInWindow = 0;
		}
		if (++this.#requestsInWindow <= rateLimitPerMinute) return undefined;

		const secondsLeft = Math.ceil((this.#windowEndsAt - now) / 1000);
		const retryAfter: Record<Settings['rateLimitRetryAfter'], string | undefined> = {
			seconds: String(secondsLeft),
			date: new Date(now + secondsLeft * 1000).toUTCString(),
			none: undefined,
		};
		const value = retryAfter[rateLimitRetryAfter];
		return {
			status: 429,
			message: 'Too many requests.',
			...(value !== undefined && { headers: { 'Retry-After': value } }),
		};
	}
}

function isSignedBy(publicKey: string, challenge: string, signature: string): boolean {
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return false;
	return verify('RSA-SHA256', Buffer.from(challenge, 'utf8'), publicKey, Buffer.from(signature, 'base64'));
}
