import type { IExecuteFunctions } from 'n8n-workflow';

import type { SendingContext } from './contexts';

/** Whether the person has stopped the execution. Only executions can be stopped; lists, webhooks and logins can't. */
export function isCancelled(context: SendingContext): boolean {
	if (!('getExecutionCancelSignal' in context)) return false;
	return (context as IExecuteFunctions).getExecutionCancelSignal()?.aborted === true;
}
