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

/**
 * Does long work a few milliseconds at a time: between the turns, n8n serves its other executions, webhooks and editors.
 *
 * @param work stops after each turn
 */
export async function inTurns<T>(work: Generator<undefined, T>): Promise<T> {
	for (;;) {
		const { done, value } = work.next();
		if (done) return value;
		await sleep(0);
	}
}

const ENTRIES_IN_A_TURN = 250;

/** As `list.map(task)`, 250 entries at a time. For lists that a supplier or a caller may make as long as they like. */
export async function mapInTurns<T, R>(list: readonly T[], task: (entry: T, index: number) => R): Promise<R[]> {
	return await inTurns(mapping(list, task));
}

function* mapping<T, R>(list: readonly T[], task: (entry: T, index: number) => R): Generator<undefined, R[]> {
	const results: R[] = [];
	for (const [index, entry] of list.entries()) {
		if (index > 0 && index % ENTRIES_IN_A_TURN === 0) yield;
		results.push(task(entry, index));
	}
	return results;
}

/** As `list.flatMap(task)`, in turns. */
export async function flatMapInTurns<T, R>(list: readonly T[], task: (entry: T) => readonly R[]): Promise<R[]> {
	return (await mapInTurns(list, task)).flat();
}
