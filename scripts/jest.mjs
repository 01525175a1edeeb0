// @ts-check
import { join } from 'node:path';
import { environmentFor } from './machine/npm.mjs';
import { projectFolder } from './places.mjs';
import { startProcess } from './processes.mjs';

/**
 * Runs Jest in this terminal with these arguments. Resolves with its exit code.
 *
 * @param {string} node
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function jest(node, args, env = {}) {
	const program = startProcess('jest', node, [join(projectFolder, 'node_modules', 'jest', 'bin', 'jest.js'), ...args], {
		env: environmentFor(node, env),
		showOutput: true,
	});
	const { code } = await program.ended;
	return code ?? 1;
}
