import type { Clock, Random } from '../../frame.ts';
import type { Settings } from './settings.ts';

/** Bearer tokens as POST /v1/Tokens issues them (`docs/contracts/gift-card-partners.md` 1.1). */
export interface Tokens {
	issue(settings: Settings): { Value: string; ExpiresIn: number };
	isValid(value: string): boolean;
	expireAll(): void;
}

export function createTokens(clock: Clock, random: Random): Tokens {
	const endOfLife = new Map<string, number>();

	return {
		issue(settings) {
			const issuedAt = clock.now();
			const lifeSeconds = settings.tokenLifeSeconds;
			const value = settings.tokenIsJwt
				? jwt(settings.email, Math.floor(issuedAt / 1000), lifeSeconds, random)
				: `FAKE-${random.hex(48)}`;
			endOfLife.set(value, issuedAt + lifeSeconds * 1000);
			return {
				Value: value,
				// int32 in GCP's own sample
				ExpiresIn: settings.expiresInUnit === 'seconds' ? lifeSeconds : Math.ceil(lifeSeconds / 60),
			};
		},
		isValid(value) {
			const end = endOfLife.get(value);
			return end !== undefined && clock.now() < end;
		},
		expireAll() {
			endOfLife.clear();
		},
	};
}

function jwt(email: string, issuedAtSeconds: number, lifeSeconds: number, random: Random): string {
	const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
	const claims = {
		iss: 'gift-card-partners-simulator',
		sub: email,
		jti: random.uuid(),
		iat: issuedAtSeconds,
		exp: issuedAtSeconds + lifeSeconds,
	};
	const signature = Buffer.from(`FAKE-${random.hex(32)}`).toString('base64url');
	return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${signature}`;
}
