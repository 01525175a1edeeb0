import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { startN8n } from '../../scripts/n8n.mjs';
import { cacheFolder } from '../../scripts/places.mjs';
import { freePort } from '../../scripts/ports.mjs';
import { startSimulatorProgram } from '../../scripts/simulator.mjs';
import { listPackage, placePackage } from '../../scripts/start/packageInN8n.mjs';
import { connectedTo, owner } from './stage';
import type { Simulator } from './stage';

/** An n8n and simulated suppliers for one test file alone, where what the other files leave behind would be in the way. */
export interface Apart {
	n8n: Awaited<ReturnType<typeof startN8n>>;
	simulator: Simulator;
	/** n8n's user folder. */
	home: string;
	/** Ends n8n as Ctrl-C does; its files stay. */
	stopN8n(): Promise<void>;
	/** Ends everything and takes n8n's files away. */
	close(): Promise<void>;
}

/** @param env settings of n8n on top of those that all tests have */
export async function openApart(name: string, env: Record<string, string> = {}): Promise<Apart> {
	const node = process.execPath;
	const startScript = process.env.N8N_START_SCRIPT;
	const home = mkdtempSync(join(cacheFolder, `e2e-${name}-`));
	const takeDown: Array<() => unknown> = [() => rmSync(home, { recursive: true, force: true })];
	const close = async (): Promise<void> => {
		for (const take of takeDown.splice(0).reverse()) await take();
	};
	try {
		const placed = await placePackage(node, home);
		const program = await startSimulatorProgram({ node, port: await freePort(), name: `e2e-${name}-simulator` });
		takeDown.push(() => program.stop());
		const n8n = await startN8n({ node, startScript, home, port: await freePort(), env, name: `e2e-${name}-n8n` });
		takeDown.push(() => n8n.stop());
		await n8n.signIn(owner);
		await listPackage(node, n8n, home, placed);
		const stopN8n = async (): Promise<void> => await n8n.stop();
		return { n8n, simulator: connectedTo(program.url), home, stopN8n, close };
	} catch (cause) {
		await close();
		throw cause;
	}
}
