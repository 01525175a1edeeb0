// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, projectFolder } from '../places.mjs';
import { step } from '../progress.mjs';
import { npm } from './npm.mjs';

const sources = [
	'nodes',
	'credentials',
	'icons',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
	'gulpfile.js',
	'scripts/codex.mjs',
];
/** Holds the hash of the sources that dist/ was built from. */
export const buildStamp = join(cacheFolder, 'built-from');

/**
 * @param {string} place
 * @returns {string[]}
 */
function filesOf(place) {
	if (!existsSync(place)) return [];
	if (statSync(place).isFile()) return [place];
	return readdirSync(place)
		.sort()
		.flatMap((name) => filesOf(join(place, name)));
}

function hashOfSources() {
	const hash = createHash('sha256');
	for (const file of sources.flatMap((name) => filesOf(join(projectFolder, name))))
		hash.update(file).update(readFileSync(file));
	return hash.digest('hex');
}

/** What n8n will look for: every file that package.json names. */
function isComplete() {
	/** @type {{ n8n: { nodes: string[], credentials: string[] } }} */
	const { n8n } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
	return [...n8n.nodes, ...n8n.credentials].every((file) => existsSync(join(projectFolder, file)));
}

/**
 * dist/, built again only when a source changed.
 *
 * @param {string} node
 */
export async function build(node) {
	const wanted = hashOfSources();
	if (
		existsSync(buildStamp) &&
		readFileSync(buildStamp, 'utf8') === wanted &&
		existsSync(join(projectFolder, 'dist')) &&
		isComplete()
	)
		return;
	await step('Building the nodes', 'about 10 seconds', () =>
		npm('npm-run-build', ['run', 'build'], { node, cwd: projectFolder }),
	);
	mkdirSync(cacheFolder, { recursive: true });
	writeFileSync(buildStamp, wanted);
}
