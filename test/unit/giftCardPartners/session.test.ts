import { toSession } from '../../../nodes/GiftCardPartners/client/session';

const NOW = 1_800_000_000_000;
const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
const jwt = (claims: object) => `${part({ alg: 'HS256' })}.${part(claims)}.sig`;
const lifeOf = (body: object) => ((toSession(body as never, NOW)?.usableUntil ?? NaN) - NOW) / 1000;

test.each<[string, object, number]>([
	['the life of a JWT goes before ExpiresIn', { Value: jwt({ iat: 1000, exp: 2000 }), ExpiresIn: 60 }, 850],
	['a clock that is off does no harm', { Value: jwt({ iat: 5_000_000_000, exp: 5_000_000_100 }) }, 85],
	['a JWT without its time of issue', { Value: jwt({ exp: NOW / 1000 + 100 }) }, 85],
	['a JWT that seems to be over', { Value: jwt({ exp: 1000 }), ExpiresIn: 100 }, 85],
	['ExpiresIn counts as seconds', { Value: 'opaque', ExpiresIn: 3600 }, 3060],
	['camel case', { value: 'opaque', expiresIn: 100 }, 85],
	['no life is given', { Value: 'opaque' }, 510],
	['something that only looks like a JWT', { Value: 'a.b.c', ExpiresIn: 100 }, 85],
])('%s', (_story, body, seconds) => {
	expect(lifeOf(body)).toBeCloseTo(seconds, 3);
});

test.each([
	[undefined],
	[null],
	[{}],
	[{ Value: '' }],
	[{ Value: 'two words' }],
	[{ Value: 'line\nbreak' }],
	[[]],
	['text'],
])('%j holds no token', (body) => {
	expect(toSession(body, NOW)).toBeUndefined();
});
