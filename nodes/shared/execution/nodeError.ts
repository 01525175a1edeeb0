import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Problem } from '../model/problem';
import { ProblemError } from '../model/problem';

/** The problem as n8n shows it. Nothing of the cause goes along: a supplier's body could hold a code (docs/n8n-engine.md 3). */
export function toNodeError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	cause: unknown,
	itemIndex?: number,
): NodeOperationError {
	if (cause instanceof NodeOperationError) return cause;
	const { whatHappened, whatToDo } = toProblem(cause);
	return new NodeOperationError(context.getNode(), whatHappened, { description: whatToDo, itemIndex });
}

export function toProblem(cause: unknown): Problem {
	if (cause instanceof ProblemError) return cause.problem;
	const said = cause instanceof Error ? cause.message : '';
	return {
		code: 'UNEXPECTED',
		whatHappened: said === '' ? 'Something this package did not expect came up' : said,
		whatToDo: 'Check the parameters of this node. If they are right, report it with this text.',
	};
}
