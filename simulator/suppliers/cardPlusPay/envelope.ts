import type { FastifyReply } from 'fastify';
import type { FieldErrors } from './validation.ts';

/** The shape of every reply (`docs/contracts/cardpluspay.md` 2.1). */
export interface Envelope {
	success: boolean;
	message: string;
	data?: unknown;
}

export function success(message: string, data: unknown): Envelope {
	return { success: true, message, data };
}

/** There is no error code: the HTTP status gives the class of the error, and `data` is optional. */
export function failure(message: string, data?: Record<string, unknown>): Envelope {
	return data === undefined ? { success: false, message } : { success: false, message, data };
}

/** 422 with `data.errors`, as Laravel sends it. */
export function sendInvalid(reply: FastifyReply, errors: FieldErrors): FastifyReply {
	return reply.code(422).send(failure(errors.summary, { errors: errors.byField }));
}

/** How a list is cut into pages, and what goes wrong with that. */
export interface Paging {
	page: number;
	perPage: number;
	ignoresPage: boolean;
	/** Past the end the last page comes again, and `last_page` moves on. */
	neverEnds: boolean;
}

/** One page with the documented `data.pagination` (`docs/contracts/cardpluspay.md` 3.5). */
export function paginate<T>(rows: readonly T[], { page, perPage, ignoresPage, neverEnds }: Paging) {
	const lastPage = Math.max(1, Math.ceil(rows.length / perPage));
	const currentPage = ignoresPage ? 1 : page;
	const isPastEnd = neverEnds && currentPage >= lastPage;
	const start = ((isPastEnd ? lastPage : currentPage) - 1) * perPage;
	return {
		rows: rows.slice(start, start + perPage),
		pagination: {
			total: rows.length,
			per_page: perPage,
			current_page: currentPage,
			last_page: isPastEnd ? currentPage + 1 : lastPage,
		},
	};
}
