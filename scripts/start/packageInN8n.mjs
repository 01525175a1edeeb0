// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm, environmentFor } from '../machine/npm.mjs';
import { cacheFolder, projectFolder } from '../places.mjs';
import { runToEnd } from '../progress.mjs';

/** @typedef {{ name: string, displayName: string, version: number | number[], defaultVersion?: number }} NodeType */

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
/**
 * @param {string} file
 * @param {unknown} content
 */
const writeJson = (file, content) => writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);

/**
 * Puts the built package into an n8n user folder the way n8n's community-nodes panel does: packed as for publishing,
 * unpacked, and without what only its developers need (that would bring a second n8n-workflow).
 *
 * @param {string} node
 * @param {string} home n8n's user folder
 * @param {string} [folder] where the built package is
 */
export async function placePackage(node, home, folder = projectFolder) {
	const { name, version } = readJson(join(folder, 'package.json'));
	mkdirSync(cacheFolder, { recursive: true });
	await npm('npm-pack', ['pack', '--ignore-scripts', '--pack-destination', cacheFolder], { node, cwd: folder });
	const tarball = `${name}-${version}.tgz`;

	const nodesFolder = join(home, '.n8n', 'nodes');
	const target = join(nodesFolder, 'node_modules', name);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	// A bare file name: GNU tar, which Git brings to Windows, takes "C:" for the name of a machine.
	await runToEnd('unpack', 'tar', ['-xzf', tarball, '--strip-components=1', '-C', target], { cwd: cacheFolder });
	rmSync(join(cacheFolder, tarball));

	const packageJson = readJson(join(target, 'package.json'));
	for (const field of ['devDependencies', 'peerDependencies', 'optionalDependencies']) delete packageJson[field];
	writeJson(join(target, 'package.json'), packageJson);

	// n8n's own list of what belongs into that folder.
	const ledgerFile = join(nodesFolder, 'package.json');
	const ledger = existsSync(ledgerFile) ? readJson(ledgerFile) : { name: 'installed-nodes', private: true };
	writeJson(ledgerFile, { ...ledger, dependencies: { ...ledger.dependencies, [name]: version } });
	return packageJson;
}

/**
 * Makes Settings > Community nodes list the package; n8n's panel writes the same rows. Resolves with the nodes n8n loaded from it.
 *
 * @param {string} node
 * @param {import('../types.ts').N8n} n8n
 * @param {string} home
 * @param {{ name: string, version: string, author: unknown }} placed what `placePackage` gave
 * @returns {Promise<NodeType[]>}
 */
export async function listPackage(node, n8n, home, { name, version, author }) {
	/** @type {NodeType[]} */
	const types = (await n8n.nodeTypes()).filter((/** @type {NodeType} */ type) => type.name.startsWith(`${name}.`));
	// n8n makes a second type of each node that an AI agent may use, and leaves those out of its list.
	const names = new Set(types.map((type) => type.name));
	const nodes = types.filter((type) => !(type.name.endsWith('Tool') && names.has(type.name.slice(0, -'Tool'.length))));
	const rows = {
		name,
		version,
		author,
		nodes: nodes.map((type) => ({
			type: type.name,
			name: type.displayName,
			version: type.defaultVersion ?? [type.version].flat().at(-1),
		})),
	};
	const script = fileURLToPath(new URL('./writePackageRows.mjs', import.meta.url));
	await runToEnd('list-package', node, [script, join(home, '.n8n', 'database.sqlite'), JSON.stringify(rows)], {
		env: environmentFor(node),
	});
	return nodes;
}
