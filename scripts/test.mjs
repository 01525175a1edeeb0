// @ts-check
// npm test: build, lint, types, then every test that needs no n8n. Arguments go to Jest: npm test -- -t 'adopted'
import { command } from './command.mjs';
import { jest } from './jest.mjs';
import { build } from './machine/build.mjs';
import { ensureNode } from './machine/node.mjs';
import { npm } from './machine/npm.mjs';
import { ensurePackages } from './machine/packages.mjs';
import { projectFolder } from './places.mjs';
import { step } from './progress.mjs';

await command(async () => {
	const node = await ensureNode();
	await ensurePackages(node);
	await build(node);
	const script = (/** @type {string} */ name) => npm(`npm-run-${name}`, ['run', name], { node, cwd: projectFolder });
	await step('Checking style and types', 'about 1 minute', () => Promise.all([script('lint'), script('typecheck')]));
	return jest(node, ['--selectProjects', 'unit', 'engine', 'faults', ...process.argv.slice(2)]);
});
