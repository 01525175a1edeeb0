// @ts-check
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} home */
const noteIn = (home) => join(home, 'running.json');

/**
 * Two n8n on one database would take each other's work. Leaves a note in the user folder until this script ends.
 *
 * @param {string} home
 * @param {string} url
 */
export function occupy(home, url) {
	mkdirSync(home, { recursive: true });
	writeFileSync(noteIn(home), JSON.stringify({ pid: process.pid, url }));
	process.on('exit', () => rmSync(noteIn(home), { force: true }));
}

/**
 * The address of the n8n that runs on this user folder, when one does. A note that a crash left behind does not count.
 *
 * @param {string} home
 * @returns {Promise<string | undefined>}
 */
export async function occupiedBy(home) {
	try {
		const { pid, url } = JSON.parse(readFileSync(noteIn(home), 'utf8'));
		process.kill(pid, 0);
		await fetch(`${url}/rest/settings`, { signal: AbortSignal.timeout(3000) });
		return url;
	} catch {
		return undefined;
	}
}
