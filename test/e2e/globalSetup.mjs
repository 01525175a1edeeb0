/**
 * What all end-to-end tests play on: the package as it is published in a clean n8n of its own, the three simulated
 * suppliers beside it, and a credential for each. Set up once for a run, since n8n takes seconds to start.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { startN8n } from '../../scripts/n8n.mjs';
import { cacheFolder } from '../../scripts/places.mjs';
import { freePort } from '../../scripts/ports.mjs';
import { startSimulatorProgram } from '../../scripts/simulator.mjs';
import { furnishCredentials } from '../../scripts/start/furnish.mjs';
import { listPackage, placePackage } from '../../scripts/start/packageInN8n.mjs';

const owner = { email: 'ops@example.com', password: 'Gift-cards-2026' };

/** What has to be taken away again, the last thing first. */
const takeDown = [];

/** Resolves with what `stage.ts` hands to the tests. */
async function setUp() {
	const startScript = process.env.N8N_START_SCRIPT;
	if (!startScript) throw new Error('These tests need the real n8n: run them with "npm run test:e2e".');
	const node = process.execPath;
	mkdirSync(cacheFolder, { recursive: true });
	const home = mkdtempSync(join(cacheFolder, 'e2e-'));
	takeDown.unshift(() => rmSync(home, { recursive: true, force: true }));
	const placed = await placePackage(node, home);
	const simulator = await startSimulatorProgram({ node, port: await freePort(), name: 'e2e-simulator' });
	takeDown.unshift(simulator.stop);
	const n8n = await startN8n({ node, startScript, home, port: await freePort(), name: 'e2e-n8n' });
	takeDown.unshift(() => n8n.stop());
	await n8n.signIn(owner);
	await listPackage(node, n8n, home, placed);
	const credentials = await furnishCredentials(n8n, simulator.url);
	return { home, owner, credentials, n8n: n8n.handle, simulatorUrl: simulator.url };
}

/** What this leaves when it does not succeed: nothing. */
export default async function globalSetup() {
	try {
		process.env.E2E_STAGE = JSON.stringify(await setUp());
	} catch (cause) {
		await putAway();
		throw cause;
	}
}

export async function putAway() {
	for (const take of takeDown.splice(0)) await take();
}
