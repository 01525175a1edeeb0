/** What an operator reads when something can't be done: first what happened, then what to do. */
export interface Problem {
	/** For filters in workflows, e.g. `SOLD_OUT`. The README has the table. */
	code: string;
	whatHappened: string;
	whatToDo: string;
}

/** Joins two sentences. The first may lack its full stop, or end with a quotation. */
export function sentences(first: string, second: string): string {
	return `${/[.!?]["']?$/.test(first) ? first : `${first}.`} ${second}`;
}

/**
 * Ends an operation with a problem. `endsRun` is set where going on with the next item would do harm: a refused
 * password that is tried again for every item locks the account.
 */
export class ProblemError extends Error {
	readonly problem: Problem;
	readonly endsRun: boolean;

	constructor(problem: Problem, { endsRun = false } = {}) {
		super(problem.whatHappened);
		this.name = 'ProblemError';
		this.problem = problem;
		this.endsRun = endsRun;
	}
}

/** The texts for what this package did not foresee. Each may say more than the general one. */
export type UnexpectedTexts = Partial<Pick<Problem, 'whatHappened' | 'whatToDo'>>;

/**
 * The problem behind anything that was thrown. What isn't a ProblemError becomes `UNEXPECTED`.
 *
 * @param texts replace the general ones. Give `whatHappened` where the message of a foreign error must not be shown
 */
export function toProblem(cause: unknown, texts: UnexpectedTexts = {}): Problem {
	if (cause instanceof ProblemError) return cause.problem;
	const message = cause instanceof Error ? cause.message.trim() : '';
	return {
		code: 'UNEXPECTED',
		whatHappened: texts.whatHappened ?? (message || 'Something unexpected happened in this node.'),
		whatToDo:
			texts.whatToDo ?? 'Check the parameters of this node. If they are right, report the problem with this text.',
	};
}

/** As `toProblem`, to be thrown: a ProblemError stays the one it is. */
export function toProblemError(cause: unknown, texts?: UnexpectedTexts): ProblemError {
	return cause instanceof ProblemError ? cause : new ProblemError(toProblem(cause, texts));
}
