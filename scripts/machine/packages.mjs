// @ts-check
import { projectFolder } from '../places.mjs';
import { step } from '../progress.mjs';
import { install, needsInstall } from './npm.mjs';

/**
 * The packages that build and test this project, as its lock file names them.
 *
 * @param {string} node
 */
export async function ensurePackages(node) {
	if (!needsInstall(projectFolder)) return;
	await step("Installing this project's packages", 'about 1 minute, 400 MB', () => install(projectFolder, node, 0.8e9));
}
