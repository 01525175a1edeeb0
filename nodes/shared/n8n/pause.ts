import { sleep } from 'n8n-workflow';

const SLICE_MS = 1000;

/** Waits, and stops early when the execution is cancelled. n8n offers nodes no timer that can be cut short. */
export async function pause(ms: number, isCancelled: () => boolean): Promise<void> {
	for (let left = ms; left > 0 && !isCancelled(); left -= SLICE_MS) {
		await sleep(Math.min(left, SLICE_MS));
	}
}
