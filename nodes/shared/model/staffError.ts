/** What staff are told when something can't be done: what happened, then what to do. */
export interface Notice {
	/** For filters in workflows, e.g. `SOLD_OUT`. The README has the table. */
	code: string;
	whatHappened: string;
	whatToDo: string;
}

/** One text of two: the first may end with a quote that has no full stop. */
export function sentences(first: string, second: string): string {
	return `${/[.!?]["']?$/.test(first) ? first : `${first}.`} ${second}`;
}

/**
 * Ends an operation with a notice for staff. `endsRun` is set where going on with the next item would do harm:
 * a refused password tried once per item locks the account.
 */
export class StaffError extends Error {
	readonly notice: Notice;
	readonly endsRun: boolean;

	constructor(notice: Notice, endsRun = false) {
		super(notice.whatHappened);
		this.name = 'StaffError';
		this.notice = notice;
		this.endsRun = endsRun;
	}
}
