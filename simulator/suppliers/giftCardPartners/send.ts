import type { FastifyReply } from 'fastify';

import type { Settings } from './settings.ts';

/** Answers in the casing of the settings; without `body`, with nothing at all. */
export type Send = (reply: FastifyReply, status: number, body?: unknown) => FastifyReply;

export function createSend(settings: () => Settings): Send {
	return (reply, status, body) =>
		reply.code(status).send(body === undefined ? undefined : inCasing(body, settings().outputCasing));
}

/** `content`, which is written in PascalCase, with all property names in the given casing. */
export function inCasing(content: unknown, casing: Settings['outputCasing']): unknown {
	if (casing === 'pascal' || typeof content !== 'object' || content === null) return content;
	if (Array.isArray(content)) return content.map((entry) => inCasing(entry, casing));
	return Object.fromEntries(
		Object.entries(content).map(([name, value]) => [toCamelCase(name), inCasing(value, casing)]),
	);
}

/** `PONumber` → `poNumber`, `Id` → `id`, as the sister API prints them. */
function toCamelCase(name: string): string {
	return name.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase());
}
