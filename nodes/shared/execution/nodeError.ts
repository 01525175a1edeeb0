import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { toProblem } from '../model/problem';
import { withoutTags } from '../secrets/scrub';

/** The problem as n8n shows it. Nothing of the cause goes along: a supplier's body could hold a code (docs/n8n-engine.md 3). */
export function toNodeError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	cause: unknown,
	itemIndex?: number,
): NodeOperationError {
	if (cause instanceof NodeOperationError) return cause;
	const { whatHappened, whatToDo } = toProblem(cause);
	return new NodeOperationError(context.getNode(), withoutTags(whatHappened), {
		description: withoutTags(whatToDo),
		itemIndex,
	});
}
