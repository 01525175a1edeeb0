import type { FastifyInstance, FastifyReply } from 'fastify';
import { failure, success } from './envelope.ts';
import type { SupplierState } from './state.ts';

/**
 * The checks before every route, the replies to requests without a route, API info and challenges
 * (`docs/contracts/cardpluspay.md` 1 and 2). Must be registered before the other routes, for the checks to cover them.
 */
export function registerAccess(server: FastifyInstance, prefix: string, state: SupplierState): void {
	const isChallengeRequest = (method: string, url: string): boolean =>
		method === state.settings.challengeMethod && url.split('?')[0] === prefix + state.settings.challengePath;

	server.addHook('onRequest', async (request, reply) => {
		const { headers, method, url } = request;
		const denial = isChallengeRequest(method, url)
			? state.access.checkChallengeRequest(headers)
			: state.access.check(headers);
		if (denial !== undefined) {
			return reply
				.code(denial.status)
				.headers(denial.headers ?? {})
				.send(failure(denial.message));
		}
	});

	server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
		const isRequestFault = error.statusCode !== undefined && error.statusCode < 500;
		if (isRequestFault) return reply.code(400).send(failure('Bad request: the body is not valid JSON.'));
		console.error(error);
		return reply.code(500).send(failure('Server error.'));
	});
	const sendNotFound = (reply: FastifyReply): FastifyReply => reply.code(404).send(failure('Not found.'));
	server.setNotFoundHandler((_request, reply) => sendNotFound(reply));

	// Documented is only that it announces the version and deprecations (section 1).
	for (const url of ['/v1', '/v1/']) {
		server.get(url, () => success('CardPlusPay API', { version: 'v1', deprecations: [] }));
	}

	// The path of the challenge endpoint is a setting (gap 15), so it has no route of its own.
	server.route({
		method: ['GET', 'POST'],
		url: '/v1/*',
		handler: (request, reply) => {
			if (!isChallengeRequest(request.method, request.url)) return sendNotFound(reply);

			const { challenge, expiresInSeconds } = state.access.issueChallenge();
			const fields = { challenge, expires_in: expiresInSeconds };
			if (state.settings.challengeShape === 'bare') return fields;
			return success('Challenge created', state.settings.challengeShape === 'envelope' ? fields : challenge);
		},
	});
}
