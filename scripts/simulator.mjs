// @ts-check
import axios from 'axios';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { environmentFor } from './machine/npm.mjs';
import { projectFolder } from './places.mjs';
import { startProcess } from './processes.mjs';
import { NeedsPerson } from './sentences.mjs';

const PATIENCE_MS = 20_000;

/**
 * Starts the three simulated suppliers as a program of their own. Resolves when they answer.
 *
 * @param {{ node: string, port: number, name?: string }} options
 */
export async function startSimulatorProgram({ node, port, name = 'simulator' }) {
	const main = join(projectFolder, 'simulator', 'main.ts');
	const program = startProcess(name, node, [main, '--port', String(port)], { env: environmentFor(node) });
	const url = `http://127.0.0.1:${port}`;
	const simulator = connectSimulator(url);
	const deadline = Date.now() + PATIENCE_MS;
	while (!(await simulator.answers())) {
		if (program.hasEnded || Date.now() > deadline) {
			await program.stop();
			throw new NeedsPerson(
				`${program.lastLines()}\n\nThe simulated suppliers did not start; the lines above say why. The whole log: ${program.logFile}`,
			);
		}
		await pause(100);
	}
	return { ...simulator, stop: program.stop, ended: program.ended, logFile: program.logFile };
}

/**
 * The control panel of a running simulator. Suppliers are called by the ids of simulator/frame.ts.
 *
 * @param {string} url
 */
export function connectSimulator(url) {
	const admin = axios.create({ baseURL: `${url}/admin`, proxy: false, timeout: 10_000 });
	return {
		url,
		answers: () =>
			admin.get('/health').then(
				() => true,
				() => false,
			),
		/**
		 * What the suppliers have in their books, as `BookedOrder` in simulator/frame.ts.
		 *
		 * @returns {Promise<import('../simulator/frame.ts').BookedOrder[]>}
		 */
		orders: async () => (await admin.get('/orders')).data,
		/**
		 * What was on the wire, as `LoggedRequest`. `filter` may name `supplier`, `method` and `path`.
		 *
		 * @param {{ supplier?: import('../simulator/frame.ts').SupplierId, method?: string, path?: string }} [filter]
		 * @returns {Promise<import('../simulator/frame.ts').LoggedRequest[]>}
		 */
		requests: async (filter = {}) => (await admin.get('/requests', { params: filter })).data,
		/**
		 * Plays this fault, a `FaultRule` of simulator/frame.ts, until the simulator is reset.
		 *
		 * @param {import('../simulator/frame.ts').FaultRule} rule
		 * @returns {Promise<void>}
		 */
		addFault: async (rule) => void (await admin.post('/faults', rule)),
		/**
		 * @param {import('../simulator/frame.ts').SupplierId} supplier
		 * @param {Record<string, unknown>} settings
		 */
		configure: async (supplier, settings) => (await admin.patch(`/suppliers/${supplier}/settings`, settings)).data,
		/**
		 * @param {import('../simulator/frame.ts').SupplierId} supplier
		 * @param {string} action
		 * @param {Record<string, unknown>} [input]
		 */
		act: async (supplier, action, input = {}) =>
			(await admin.post(`/suppliers/${supplier}/actions/${action}`, input)).data,
		/** Books, faults, settings and the log as at start. */
		reset: async () => void (await admin.post('/reset', {})),
	};
}

/**
 * What the three credentials hold for a simulator at `url`. All of it is made up.
 *
 * @param {string} url
 */
export function simulatorCredentials(url) {
	return [
		{
			name: 'CardCash (simulator)',
			type: 'cardCashApi',
			data: {
				environment: 'custom',
				baseUrl: `${url}/cardcash`,
				appId: 'sim-app',
				email: 'ops@example.com',
				password: 'sim-password',
			},
		},
		{
			name: 'CardPlusPay (simulator)',
			type: 'cardPlusPayApi',
			data: { baseUrl: `${url}/cardpluspay/v1`, apiKey: 'sim-api-key' },
		},
		{
			name: 'Gift Card Partners (simulator)',
			type: 'giftCardPartnersApi',
			data: { baseUrl: `${url}/gift-card-partners`, email: 'ops@example.com', accessToken: 'sim-access-token' },
		},
	];
}
