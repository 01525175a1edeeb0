// @ts-check
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { examplesFolder } from '../places.mjs';
import { simulatorCredentials } from '../simulator.mjs';

/** @param {string | undefined} address */
const isSimulatorAddress = (address) => /^http:\/\/127\.0\.0\.1:\d+\//.test(address ?? '');

/**
 * The three credentials for the simulator, by type: `{ cardCashApi: { id, name, isForSimulator } }`. One that exists follows the
 * simulator to another port, but one that somebody pointed at a real supplier stays as it is.
 *
 * @param {import('../types.ts').N8n} n8n
 * @param {string} simulatorUrl
 */
export async function furnishCredentials(n8n, simulatorUrl) {
	const existing = await n8n.credentials();
	/** @type {Record<string, { id: string, name: string, isForSimulator: boolean }>} */
	const furnished = {};
	for (const { name, type, data } of simulatorCredentials(simulatorUrl)) {
		let found = existing.find(
			(/** @type {{ name: string, type: string }} */ each) => each.name === name && each.type === type,
		);
		let isForSimulator = true;
		if (found === undefined) {
			found = await n8n.createCredential(name, type, data);
		} else {
			const { baseUrl } = (await n8n.credential(found.id)).data;
			isForSimulator = isSimulatorAddress(baseUrl);
			if (isForSimulator && baseUrl !== data.baseUrl) await n8n.updateCredential(found.id, name, type, data);
		}
		furnished[type] = { id: found.id, name, isForSimulator };
	}
	return furnished;
}

/** @returns {import('../types.ts').Workflow[]} */
export function exampleWorkflows() {
	return readdirSync(examplesFolder)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => JSON.parse(readFileSync(join(examplesFolder, file), 'utf8')));
}

/**
 * The workflow with these credentials in its supplier nodes (`n8n-nodes-gift-cards.cardCash` and its trigger take `cardCashApi`, and so on).
 *
 * @template {Pick<import('../types.ts').Workflow, 'nodes'>} T
 * @param {T} workflow
 * @param {Record<string, { id: string, name: string }>} credentials
 * @returns {T}
 */
export function withCredentials(workflow, credentials) {
	const nodes = workflow.nodes.map((node) => {
		const supplier = /^n8n-nodes-gift-cards\.(\w+?)(Trigger)?$/.exec(node.type)?.[1];
		if (supplier === undefined) return node;
		const type = `${supplier}Api`;
		const { id, name } = /** @type {{ id: string, name: string }} */ (credentials[type]);
		return { ...node, credentials: { [type]: { id, name } } };
	});
	return { ...workflow, nodes };
}

/** @param {import('../types.ts').Workflow} workflow */
const startsByItself = ({ nodes }) =>
	nodes.some(({ type }) => type.startsWith('n8n-nodes-gift-cards.') && type.endsWith('Trigger'));

/**
 * A trigger lets calls in by a secret, which every n8n should have of its own.
 *
 * @param {import('../types.ts').Workflow} workflow
 * @returns {import('../types.ts').Workflow}
 */
function withSecret(workflow) {
	const nodes = workflow.nodes.map((node) =>
		node.type === 'n8n-nodes-gift-cards.giftCardPartnersTrigger'
			? { ...node, parameters: { ...node.parameters, secret: randomUUID() } }
			: node,
	);
	return { ...workflow, nodes };
}

/**
 * Imports the examples that are not there yet, so what staff changed in one survives. Those with a trigger are switched on.
 *
 * @param {import('../types.ts').N8n} n8n
 * @param {import('../types.ts').Credentials} credentials
 */
export async function furnishExamples(n8n, credentials) {
	for (const workflow of exampleWorkflows()) {
		if (await n8n.hasWorkflow(workflow.id)) continue;
		await n8n.createWorkflow(withSecret(withCredentials(workflow, credentials)));
		if (startsByItself(workflow)) await n8n.activate(workflow.id);
	}
}
