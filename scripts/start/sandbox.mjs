// @ts-check
import { startN8n } from '../n8n.mjs';
import { NeedsPerson } from '../sentences.mjs';
import { startSimulatorProgram } from '../simulator.mjs';
import { furnishCredentials } from './furnish.mjs';
import { occupy } from './homeInUse.mjs';
import { listPackage, placePackage } from './packageInN8n.mjs';

/** Of the n8n on this machine only; it listens on 127.0.0.1. */
export const owner = { email: 'ops@example.com', password: 'Gift-cards-2026' };

/**
 * n8n with the built package, beside the simulated suppliers. Both can be started again, at the same addresses.
 *
 * @typedef {Awaited<ReturnType<typeof startSandbox>>} Sandbox
 * @param {{ node: string, startScript: string, home: string, ports: { n8n: number, simulator: number }, nodeFlags?: string[] }} options
 *   `home` is n8n's user folder, `nodeFlags` go to the Node that runs n8n
 */
export async function startSandbox({ node, startScript, home, ports, nodeFlags }) {
	const startSimulator = () => startSimulatorProgram({ node, port: ports.simulator });
	const startPackageInN8n = async () => {
		const placed = await placePackage(node, home);
		const n8n = await startN8n({ node, startScript, home, port: ports.n8n, nodeFlags });
		await n8n.signIn(owner);
		const nodes = await listPackage(node, n8n, home, placed);
		if (nodes.length === 0) {
			throw new NeedsPerson(`n8n started, but loaded no node of ${placed.name}. Its log says why: ${n8n.logFile}`);
		}
		return n8n;
	};

	/** @type {(sentence: string) => void} */
	let sayEnded;
	/** @type {Promise<string>} */
	const endedByItself = new Promise((resolve) => (sayEnded = resolve));
	const retired = new Set();
	/**
	 * @param {{ ended: Promise<unknown> }} program
	 * @param {string} sentence
	 */
	const watchOver = (program, sentence) => {
		void program.ended.then(() => !retired.has(program) && sayEnded(sentence));
	};
	const watchOverN8n = () => watchOver(n8n, `n8n ended by itself. Its log: ${n8n.logFile}`);
	const watchOverSimulator = () =>
		watchOver(simulator, `The simulated suppliers ended by themselves. Their log: ${simulator.logFile}`);

	let simulator = await startSimulator();
	watchOverSimulator();
	occupy(home, `http://127.0.0.1:${ports.n8n}`);
	let n8n = await startPackageInN8n();
	watchOverN8n();

	return {
		get n8n() {
			return n8n;
		},
		get simulator() {
			return simulator;
		},
		credentials: await furnishCredentials(n8n, simulator.url),
		/** Resolves with a sentence once one of the two has ended without being asked to. */
		endedByItself,
		/** Starts n8n again, with the package as it is built now. Its users stay signed in. */
		async restartN8n() {
			retired.add(n8n);
			await n8n.stop();
			n8n = await startPackageInN8n();
			watchOverN8n();
		},
		/** Starts the simulated suppliers again. Their books are empty then. */
		async restartSimulator() {
			retired.add(simulator);
			await simulator.stop();
			simulator = await startSimulator();
			watchOverSimulator();
		},
	};
}
