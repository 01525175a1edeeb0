import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { SendingContext } from './contexts';

const SLICE_MS = 1000;

/** Waits `ms`, or less when the execution is stopped. In slices, since n8n before 2.41 can't cut a sleep short (docs/n8n-engine.md 12). */
export async function pause(ms: number, isCancelled: () => boolean): Promise<void> {
	for (let left = ms; left > 0 && !isCancelled(); left -= SLICE_MS) {
		await sleep(Math.min(left, SLICE_MS));
	}
}

/** Whether somebody has stopped the execution. Lists in the panel, webhooks, polls and logins can't be stopped. */
export function isCancelled(context: SendingContext): boolean {
	if (!('getExecutionCancelSignal' in context)) return false;
	return (context as IExecuteFunctions).getExecutionCancelSignal()?.aborted === true;
}
