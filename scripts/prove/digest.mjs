// @ts-check
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names what a folder's JavaScript is, by its content.
 *
 * @param {string} folder
 */
export function digestOf(folder) {
	const hash = createHash('sha256');
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
	for (const name of files.sort()) hash.update(name).update(readFileSync(join(folder, name)));
	return hash.digest('hex').slice(0, 12);
}
