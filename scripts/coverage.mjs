// @ts-check
// npm run coverage: writes docs/coverage.md from the operations of the built package.
import { join } from 'node:path';
import { command } from './command.mjs';
import { build } from './machine/build.mjs';
import { ensureNode } from './machine/node.mjs';
import { environmentFor } from './machine/npm.mjs';
import { ensurePackages } from './machine/packages.mjs';
import { projectFolder } from './places.mjs';
import { startProcess } from './processes.mjs';

await command(async () => {
	const node = await ensureNode();
	await ensurePackages(node);
	await build(node);
	// Reads TypeScript, which an older Node than this one can't.
	const script = join(projectFolder, 'scripts', 'endpoints', 'writePage.ts');
	const { code } = await startProcess('coverage', node, [script], { env: environmentFor(node), showOutput: true })
		.ended;
	return code ?? 1;
});
