// @ts-check
// Copies of the package, built on their own: as it is, or with one safeguard taken out to show what that safeguard is worth.
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentFor } from './machine/npm.mjs';
import { projectFolder } from './places.mjs';
import { runToEnd } from './progress.mjs';

/**
 * The text to take out, which must be there exactly once, and what takes its place.
 *
 * @typedef {{ file: string, from: string, to: string }} Change
 */

const PARTS = ['nodes', 'credentials', 'icons', 'package.json', 'tsconfig.json', 'gulpfile.js', 'scripts/codex.mjs'];

/**
 * Builds a copy of the package in `folder`, with its `dist` where n8n's loader looks for it.
 *
 * @param {string} node
 * @param {string} folder
 * @param {Change} [change]
 */
export async function copyPackage(node, folder, change) {
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	for (const part of PARTS) await cp(join(projectFolder, part), join(folder, part), { recursive: true });
	await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'), 'junction');
	if (change) await takeOut(folder, change);
	const options = { cwd: folder, env: environmentFor(node) };
	const program = (/** @type {string[]} */ ...path) => join(projectFolder, 'node_modules', ...path);
	// What only the safeguard used is left over without it.
	const leftovers = ['--noUnusedLocals', 'false', '--noUnusedParameters', 'false'];
	await runToEnd('copy-compile', node, [program('typescript', 'bin', 'tsc'), ...leftovers], options);
	await runToEnd('copy-assets', node, [program('gulp', 'bin', 'gulp.js')], options);
	await rm(join(folder, 'node_modules'));
}

/**
 * @param {string} folder
 * @param {Change} change
 */
async function takeOut(folder, { file, from, to }) {
	const source = await readFile(join(folder, file), 'utf8');
	if (source.split(from).length !== 2) throw new Error(`The text to take out must stand once in ${file}: ${from}`);
	await writeFile(
		join(folder, file),
		source.replace(from, () => to),
	);
}
