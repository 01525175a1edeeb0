// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeToolFolder } from '../places.mjs';
import { step } from '../progress.mjs';
import { NeedsPerson } from '../sentences.mjs';
import { install } from './npm.mjs';

/** n8n 2.36 and later start on nothing older. */
const OLDEST_MAJOR = 24;

/** The path of a Node that n8n runs on: this one where it is new enough, else the one kept in tools/node. */
export async function ensureNode() {
	if (Number.parseInt(process.versions.node, 10) >= OLDEST_MAJOR) return process.execPath;

	const packageName = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
	const wanted = JSON.parse(readFileSync(join(nodeToolFolder, 'package.json'), 'utf8')).optionalDependencies[
		packageName
	];
	if (wanted === undefined) {
		throw new NeedsPerson(
			`n8n needs Node ${OLDEST_MAJOR} and this is ${process.version}: install Node ${OLDEST_MAJOR} from nodejs.org and run this again.`,
		);
	}
	const folder = join(nodeToolFolder, 'node_modules', packageName);
	const node = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
	const isThere = () =>
		existsSync(node) && JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version === wanted;
	if (isThere()) return node;
	await step(
		`Getting Node ${wanted}, because n8n does not run on ${process.version}`,
		'about 10 seconds, 190 MB',
		async () => {
			await install(nodeToolFolder, process.execPath, 0.4e9);
			// npm calls it a success when an optional package, as each of these is, isn't available.
			if (isThere()) return;
			throw new NeedsPerson(
				`Node ${wanted} (the package ${packageName}) could not be downloaded. Check the network and \`npm config get registry\` and run the same command again, or install Node ${OLDEST_MAJOR} from nodejs.org.`,
			);
		},
	);
	return node;
}
