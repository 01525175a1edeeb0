// @ts-check
// npm run previews: writes the output previews (nodes/*/__schema__) from what comes out of every operation of the built
// package, then builds it again with them.
import { join } from 'node:path';
import { command } from './command.mjs';
import { jest } from './jest.mjs';
import { build } from './machine/build.mjs';
import { ensureNode } from './machine/node.mjs';
import { environmentFor } from './machine/npm.mjs';
import { ensurePackages } from './machine/packages.mjs';
import { projectFolder } from './places.mjs';
import { runToEnd } from './progress.mjs';

await command(async () => {
	const node = await ensureNode();
	await ensurePackages(node);
	await build(node);
	const args = ['--selectProjects', 'engine', '--testPathPatterns', 'outputPreviews', '-t', 'the preview of'];
	const code = await jest(node, args, { WRITE_OUTPUT_PREVIEWS: '1' });
	const prettier = join(projectFolder, 'node_modules/prettier/bin/prettier.cjs');
	const options = { cwd: projectFolder, env: environmentFor(node) };
	await runToEnd('previews-format', node, [prettier, '--write', 'nodes/*/__schema__/**/*.json'], options);
	await build(node);
	return code;
});
