import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Notice } from '../model/staffError';
import { StaffError } from '../model/staffError';

/** The notice as n8n shows it. Nothing of the cause goes along: a supplier's body could hold a code (n8n-facts B3). */
export function asNodeError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	cause: unknown,
	itemIndex?: number,
): NodeOperationError {
	if (cause instanceof NodeOperationError) return cause;
	const { whatHappened, whatToDo } = noticeOf(cause);
	return new NodeOperationError(context.getNode(), whatHappened, { description: whatToDo, itemIndex });
}

export function noticeOf(cause: unknown): Notice {
	if (cause instanceof StaffError) return cause.notice;
	const said = cause instanceof Error ? cause.message : '';
	return {
		code: 'UNEXPECTED',
		whatHappened: said === '' ? 'Something this package did not expect came up' : said,
		whatToDo: 'Check the parameters of this node. If they are right, report it with this text.',
	};
}
