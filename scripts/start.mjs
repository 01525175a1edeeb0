// npm start: n8n with these nodes, three simulated suppliers, credentials and example workflows, from nothing.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from './command.mjs';
import { build } from './machine/build.mjs';
import { ensureN8n } from './machine/n8n.mjs';
import { ensureNode } from './machine/node.mjs';
import { ensurePackages } from './machine/packages.mjs';
import { cacheFolder, n8nHome } from './places.mjs';
import { demandPort, freePort, isFree } from './ports.mjs';
import { stayUntilStopped } from './processes.mjs';
import { step } from './progress.mjs';
import { NeedsPerson } from './sentences.mjs';
import { occupiedBy, occupy } from './start/homeInUse.mjs';

/** Of the n8n on this machine only; it listens on 127.0.0.1. */
const owner = { email: 'ops@example.com', password: 'Gift-cards-2026' };

const HELP = `npm start [-- options]

Starts n8n with the gift card nodes, three simulated suppliers, their credentials and example workflows.
The first start installs what is missing (about 5 minutes, 4 GB below this folder); later ones take seconds.

  --port <number>            where n8n listens (5678)
  --simulator-port <number>  where the simulated suppliers listen (4010)
  --demo                     buys one order from each simulated supplier through n8n, prints what was bought, and stops
  --help                     this text

Ctrl-C stops everything. What you change in n8n is kept in .cache/n8n-home; delete that folder to begin anew.`;

function readOptions() {
	let values;
	try {
		({ values } = parseArgs({
			options: {
				port: { type: 'string', default: '5678' },
				'simulator-port': { type: 'string', default: '4010' },
				demo: { type: 'boolean', default: false },
				help: { type: 'boolean', short: 'h', default: false },
			},
		}));
	} catch (refusal) {
		throw new NeedsPerson(`${refusal.message}\n\n${HELP}`);
	}
	const port = (option) => {
		const number = Number(values[option]);
		if (Number.isInteger(number) && number >= 1 && number <= 65_535) return number;
		throw new NeedsPerson(
			`--${option} is "${values[option]}". Give a whole number from 1 to 65535, for example: npm start -- --${option} 5700`,
		);
	};
	return { help: values.help, demo: values.demo, port: port('port'), simulatorPort: port('simulator-port') };
}

/** Where n8n keeps its data. The demo steps aside when `npm start` is at work. */
async function chooseHome(demo) {
	const url = await occupiedBy(n8nHome);
	if (url === undefined) return n8nHome;
	if (demo) return join(cacheFolder, 'n8n-home-demo');
	throw new NeedsPerson(
		`n8n is already running for this folder: open ${url}, or stop it with Ctrl-C where you started it.`,
	);
}

async function choosePorts({ demo, port, simulatorPort }) {
	if (!demo) {
		return {
			n8n: await demandPort(port, 'n8n', '--port'),
			simulator: await demandPort(simulatorPort, 'the simulated suppliers', '--simulator-port'),
		};
	}
	const wantedOrFree = async (wanted) => ((await isFree(wanted)) ? wanted : freePort());
	return { n8n: await wantedOrFree(port), simulator: await wantedOrFree(simulatorPort) };
}

await command(async () => {
	const options = readOptions();
	if (options.help) return void console.log(HELP);
	const home = await chooseHome(options.demo);
	const ports = await choosePorts(options);

	const node = await ensureNode();
	await ensurePackages(node);
	const startScript = await ensureN8n(node);
	await build(node);

	// These import packages, which are only there from here on.
	const { startN8n } = await import('./n8n.mjs');
	const { startSimulatorProgram } = await import('./simulator.mjs');
	const { furnishCredentials, furnishExamples } = await import('./start/furnish.mjs');
	const { listPackage, placePackage } = await import('./start/packageInN8n.mjs');

	const running = await step('Starting the simulated suppliers and n8n', 'about 10 seconds', async () => {
		const placed = await placePackage(node, home);
		const simulator = await startSimulatorProgram({ node, port: ports.simulator });
		occupy(home, `http://127.0.0.1:${ports.n8n}`);
		const n8n = await startN8n({ node, startScript, home, port: ports.n8n });
		await n8n.signIn(owner);
		const nodes = await listPackage(node, n8n, home, placed);
		if (nodes.length === 0) {
			throw new NeedsPerson(`n8n started, but loaded no node of ${placed.name}. Its log says why: ${n8n.logFile}`);
		}
		const credentials = await furnishCredentials(n8n, simulator.url);
		return { simulator, n8n, credentials };
	});

	if (options.demo) {
		const { runDemo } = await import('./start/demo.mjs');
		return runDemo(running);
	}
	const { n8n, simulator, credentials } = running;
	await furnishExamples(n8n, credentials);
	console.log(`
n8n with the gift card nodes   ${n8n.url}
  sign in with                 ${owner.email}  /  ${owner.password}
  workflows to try             "Buy from …": open one and press "Execute workflow"
The simulated suppliers        ${simulator.url}  (their books: ${simulator.url}/admin/orders)

Ctrl-C stops everything.`);
	const stopped = await Promise.race([
		n8n.ended.then(() => `n8n ended by itself. Its log: ${n8n.logFile}`),
		simulator.ended.then(() => `The simulated suppliers ended by themselves. Their log: ${simulator.logFile}`),
		stayUntilStopped('\nStopped. Your workflows are kept; "npm start" brings them back.'),
	]);
	throw new NeedsPerson(`${stopped}\nRun "npm start" again.`);
});
