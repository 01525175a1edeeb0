const lastInLine = new Map<string, Promise<unknown>>();

/**
 * Runs tasks with the same key one after another within this n8n process. Other processes (queue mode with several
 * workers) know nothing of it; the README says which workflow setting helps there.
 */
export async function runExclusive<T>(key: string, task: () => Promise<T>): Promise<T> {
	const before = lastInLine.get(key) ?? Promise.resolve();
	const mine = before.then(task, task);
	const settled = mine.catch(() => undefined);
	lastInLine.set(key, settled);
	try {
		return await mine;
	} finally {
		if (lastInLine.get(key) === settled) lastInLine.delete(key);
	}
}

/** A turn among the purchases of an account, and what would disturb them. */
export async function runPurchaseExclusive<T>(lockKey: string, task: () => Promise<T>): Promise<T> {
	return await runExclusive(`purchases|${lockKey}`, task);
}
