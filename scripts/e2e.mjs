// @ts-check
// npm run test:e2e: the tests on the real n8n and in a real browser. Arguments go to Jest.
import { command } from './command.mjs';
import { jest } from './jest.mjs';
import { build } from './machine/build.mjs';
import { ensureChromium } from './machine/chromium.mjs';
import { ensureN8n } from './machine/n8n.mjs';
import { ensureNode } from './machine/node.mjs';
import { ensurePackages } from './machine/packages.mjs';

await command(async () => {
	const node = await ensureNode();
	await ensurePackages(node);
	const startScript = await ensureN8n(node);
	const chromium = await ensureChromium();
	await build(node);
	return jest(node, ['--selectProjects', 'e2e', '--runInBand', ...process.argv.slice(2)], {
		N8N_START_SCRIPT: startScript,
		CHROMIUM_PATH: chromium,
	});
});
