const tails = new Map<string, Promise<unknown>>();

/**
 * Runs the tasks of one key one after another, in the order of the calls, within this n8n process. Other processes
 * (queue mode with several workers) aren't affected. Not reentrant: a task that awaits its own key waits for ever.
 */
export async function runExclusive<T>(key: string, task: () => Promise<T>): Promise<T> {
	const previous = tails.get(key) ?? Promise.resolve();
	const mine = previous.then(task, task);
	const settled = mine.catch(() => undefined);
	tails.set(key, settled);
	try {
		return await mine;
	} finally {
		if (tails.get(key) === settled) tails.delete(key);
	}
}

/** Keeps the purchases of an account, and whatever would disturb them, from running at the same time. */
export async function runPurchaseExclusive<T>(lockKey: string, task: () => Promise<T>): Promise<T> {
	return await runExclusive(`purchases|${lockKey}`, task);
}
