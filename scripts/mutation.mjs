// @ts-check
// npm run test:mutation: takes each safeguard of a purchase out once and shows that a test notices.
import { join } from 'node:path';
import { command } from './command.mjs';
import { build } from './machine/build.mjs';
import { ensureNode } from './machine/node.mjs';
import { environmentFor } from './machine/npm.mjs';
import { ensurePackages } from './machine/packages.mjs';
import { copyPackage } from './packageCopy.mjs';
import { projectFolder } from './places.mjs';
import { startProcess } from './processes.mjs';
import { SAFEGUARDS } from './safeguards.mjs';

/**
 * @param {string} node
 * @param {string} folder of the package without a safeguard
 * @returns {Promise<string | undefined>} the first test that fails on it, undefined when none does
 */
async function noticedBy(node, folder) {
	const jestBin = join(projectFolder, 'node_modules', 'jest', 'bin', 'jest.js');
	const args = [jestBin, '--selectProjects', 'faults', 'engine', '--bail', '--silent'];
	const program = startProcess('mutation-tests', node, args, {
		cwd: projectFolder,
		env: environmentFor(node, { GIFT_CARDS_PACKAGE: folder, FAULT_RUNS: '300', FAULT_SEED: '1', CI: 'true' }),
	});
	const { code } = await program.ended;
	if (code === 0) return undefined;
	const test = program
		.lastLines(400)
		.split('\n')
		.find((line) => line.includes('●'));
	return (test ?? 'a test').replace(/^.*●\s*/, '');
}

await command(async () => {
	const node = await ensureNode();
	await ensurePackages(node);
	await build(node);
	const only = process.argv[2];
	let unnoticed = 0;
	for (const [number, safeguard] of SAFEGUARDS.entries()) {
		if (only && !safeguard.name.includes(only)) continue;
		const folder = join(projectFolder, '.cache', 'mutation', String(number));
		await copyPackage(node, folder, safeguard);
		const test = await noticedBy(node, folder);
		if (!test) unnoticed += 1;
		console.log(`${test ? 'noticed  ' : 'UNNOTICED'}  without ${safeguard.name}${test ? `: ${test}` : ''}`);
	}
	return unnoticed === 0 ? 0 : 1;
});
