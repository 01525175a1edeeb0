import type { LoggedRequest, SupplierId } from './frame.ts';
import { matchesPath } from './faultRules.ts';

/** A simulator that runs for days must not use up the memory; the oldest requests are dropped first. */
const LONGEST_LOG = 50_000;

export interface RequestFilter {
	supplier?: SupplierId;
	method?: string;
	/** As in `FaultRule.path`. */
	path?: string;
}

/** What was on the wire, in order of arrival. An entry is logged on arrival; its status follows. */
export interface RequestLog {
	add(request: LoggedRequest): void;
	list(filter?: RequestFilter): LoggedRequest[];
	clear(): void;
}

export function createRequestLog(): RequestLog {
	let entries: LoggedRequest[] = [];
	return {
		add: (request) => {
			entries.push(request);
			if (entries.length > LONGEST_LOG) entries = entries.slice(LONGEST_LOG / 10);
		},
		list: ({ supplier, method, path } = {}) =>
			entries.filter(
				(entry) =>
					(supplier === undefined || entry.supplier === supplier) &&
					(method === undefined || entry.method === method.toUpperCase()) &&
					(path === undefined || matchesPath(path, entry.path)),
			),
		clear: () => {
			entries = [];
		},
	};
}
