import type { FastifyReply } from 'fastify';
import type { FieldErrors } from './validation.ts';

/** The shape of every reply (`docs/contracts/cardpluspay.md` section 2). */
export interface Envelope {
	success: boolean;
	message: string;
	data?: unknown;
}

export function success(message: string, data: unknown): Envelope {
	return { success: true, message, data };
}

/** There is no machine-readable code: the HTTP status carries the class of the error, and `data` is optional. */
export function failure(message: string, data?: Record<string, unknown>): Envelope {
	return data === undefined ? { success: false, message } : { success: false, message, data };
}

/** 422 with Laravel-like `data.errors`. */
export function sendInvalid(reply: FastifyReply, errors: FieldErrors): FastifyReply {
	return reply.code(422).send(failure(errors.summary, { errors: errors.byField }));
}
