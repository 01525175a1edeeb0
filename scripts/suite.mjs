// @ts-check
// npm run test:unit, npm run test:engine: one suite on a fresh clone as well. Further arguments go to Jest.
import { command } from './command.mjs';
import { jest } from './jest.mjs';
import { build } from './machine/build.mjs';
import { ensureNode } from './machine/node.mjs';
import { ensurePackages } from './machine/packages.mjs';

await command(async () => {
	const [suite = '', ...args] = process.argv.slice(2);
	const node = await ensureNode();
	await ensurePackages(node);
	// Unit tests read the sources; all others load the built package.
	if (suite !== 'unit') await build(node);
	return await jest(node, ['--selectProjects', suite, ...args]);
});
