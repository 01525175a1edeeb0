/** What staff are told when something can't be done: what happened, then what to do. */
export interface Problem {
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
 * Ends an operation with a problem for staff. `endsRun` is set where going on with the next item would do harm:
 * a refused password tried once per item locks the account.
 */
export class ProblemError extends Error {
	readonly problem: Problem;
	readonly endsRun: boolean;

	constructor(problem: Problem, endsRun = false) {
		super(problem.whatHappened);
		this.name = 'ProblemError';
		this.problem = problem;
		this.endsRun = endsRun;
	}
}
