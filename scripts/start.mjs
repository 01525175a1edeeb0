// @ts-check
// npm start, npm run dev: n8n with these nodes, three simulated suppliers, credentials and example workflows, from nothing.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from './command.mjs';
import { build } from './machine/build.mjs';
import { ensureN8n } from './machine/n8n.mjs';
import { ensureNode } from './machine/node.mjs';
import { ensurePackages } from './machine/packages.mjs';
import { cacheFolder, n8nHome } from './places.mjs';
import { stayUntilStopped } from './processes.mjs';
import { step } from './progress.mjs';
import { NeedsPerson } from './sentences.mjs';
import { occupiedBy } from './start/homeInUse.mjs';

const HELP = `npm start [-- options]

Starts n8n with the gift card nodes, three simulated suppliers, their credentials and example workflows.
The first start installs what is missing (about 5 minutes, 4 GB below this folder); later ones take seconds.

  --port <number>            where n8n listens (5678)
  --simulator-port <number>  where the simulated suppliers listen (4010)
  --demo                     buys one order from each simulated supplier through n8n, prints what was bought, and stops
  --watch                    rebuilds and starts again what changes in nodes/, credentials/, icons/ and simulator/ (npm run dev)
  --inspect                  lets a debugger attach to n8n at 127.0.0.1:9229
  --help                     this text

Ctrl-C stops everything. What you change in n8n is kept in .cache/n8n-home; delete that folder to start over.`;

function parseOptions() {
	try {
		return parseArgs({
			options: {
				port: { type: 'string', default: '5678' },
				'simulator-port': { type: 'string', default: '4010' },
				demo: { type: 'boolean', default: false },
				watch: { type: 'boolean', default: false },
				inspect: { type: 'boolean', default: false },
				help: { type: 'boolean', short: 'h', default: false },
			},
		}).values;
	} catch (refusal) {
		throw new NeedsPerson(`${/** @type {Error} */ (refusal).message}\n\n${HELP}`);
	}
}

function readOptions() {
	const values = parseOptions();
	const port = (/** @type {'port' | 'simulator-port'} */ option) => {
		const number = Number(values[option]);
		if (Number.isInteger(number) && number >= 1 && number <= 65_535) return number;
		throw new NeedsPerson(
			`--${option} is "${values[option]}". Give a whole number from 1 to 65535, for example: npm start -- --${option} 5700`,
		);
	};
	return { ...values, port: port('port'), simulatorPort: port('simulator-port') };
}

/**
 * Where n8n keeps its data. The demo steps aside when `npm start` is at work.
 *
 * @param {boolean} demo
 */
async function chooseHome(demo) {
	const url = await occupiedBy(n8nHome);
	if (url === undefined) return n8nHome;
	if (demo) return join(cacheFolder, 'n8n-home-demo');
	throw new NeedsPerson(
		`n8n is already running for this folder: open ${url}, or stop it with Ctrl-C where you started it.`,
	);
}

/** @param {{ demo: boolean, port: number, simulatorPort: number }} options */
async function choosePorts({ demo, port, simulatorPort }) {
	const { demandPort, portOrFree } = await import('./ports.mjs');
	if (demo) return { n8n: await portOrFree(port), simulator: await portOrFree(simulatorPort) };
	return {
		n8n: await demandPort(port, 'n8n', '--port'),
		simulator: await demandPort(simulatorPort, 'the simulated suppliers', '--simulator-port'),
	};
}

await command(async () => {
	const options = readOptions();
	if (options.help) return void console.log(HELP);
	const home = await chooseHome(options.demo);

	const node = await ensureNode();
	await ensurePackages(node);
	// What is imported from here on needs packages. Ports come first, since installing n8n takes minutes.
	const ports = await choosePorts(options);
	const startScript = await ensureN8n(node);
	await build(node);

	const { owner, startSandbox } = await import('./start/sandbox.mjs');
	const sandbox = await step('Starting the simulated suppliers and n8n', 'about 10 seconds', () =>
		startSandbox({ node, startScript, home, ports, nodeFlags: options.inspect ? ['--inspect=127.0.0.1:9229'] : [] }),
	);
	if (options.demo) {
		const { runDemo } = await import('./start/demo.mjs');
		return await runDemo(sandbox);
	}
	const { n8n, simulator, credentials } = sandbox;
	const { furnishExamples } = await import('./start/furnish.mjs');
	await furnishExamples(n8n, credentials);
	console.log(`
n8n with the gift card nodes   ${n8n.url}
  sign in with                 ${owner.email}  /  ${owner.password}
  workflows to try             "Buy from …": open one and press "Execute workflow"
The simulated suppliers        ${simulator.url}  (their books: ${simulator.url}/admin/orders)

Ctrl-C stops everything.`);
	if (options.watch) {
		const { rebuildOnChange } = await import('./start/rebuildOnChange.mjs');
		rebuildOnChange(sandbox);
		console.log('Watching nodes/, credentials/, icons/ and simulator/. Reload the editor after a change.');
	}
	const stopped = await Promise.race([
		sandbox.endedByItself,
		stayUntilStopped('\nStopped. Your workflows are kept; the next start brings them back.'),
	]);
	throw new NeedsPerson(`${stopped}\nRun "npm start" again.`);
});
