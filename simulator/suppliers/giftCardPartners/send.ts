import type { FastifyReply } from 'fastify';

import { onTheWire } from './casing.ts';
import type { Settings } from './settings.ts';

/** Answers in the casing of the settings; without `body`, with nothing at all. */
export type Send = (reply: FastifyReply, status: number, body?: unknown) => FastifyReply;

export function createSend(settings: () => Settings): Send {
	return (reply, status, body) =>
		reply.code(status).send(body === undefined ? undefined : onTheWire(body, settings().outputCasing));
}
