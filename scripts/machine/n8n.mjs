import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { cacheFolder, n8nToolFolder } from '../places.mjs';
import { step } from '../progress.mjs';
import { NeedsPerson } from '../sentences.mjs';
import { canInstallFromDebian, installFromDebian } from './debian.mjs';
import { environmentFor, install, needsInstall, npm } from './npm.mjs';

const modules = join(n8nToolFolder, 'node_modules');
const compiledBinary = join(modules, 'sqlite3', 'build', 'Release', 'node_sqlite3.node');

/** The start script of the real n8n, with a database module that this machine can load. */
export async function ensureN8n(node) {
	if (needsInstall(n8nToolFolder)) {
		await step('Installing n8n', 'about 3 minutes, 2.8 GB; only this once', () => install(n8nToolFolder, node, 3.2e9));
	}
	if (!existsSync(compiledBinary)) await ensureDatabaseModule(node);
	return join(modules, 'n8n', 'bin', 'n8n');
}

/** sqlite3 comes without a binary when install scripts are off. Compiled once, a copy outlives every new install. */
async function ensureDatabaseModule(node) {
	const { version } = JSON.parse(readFileSync(join(modules, 'sqlite3', 'package.json'), 'utf8'));
	const kept = join(cacheFolder, `sqlite3-${version}-${process.platform}-${process.arch}.node`);
	if (existsSync(kept)) {
		mkdirSync(dirname(compiledBinary), { recursive: true });
		copyFileSync(kept, compiledBinary);
		if (loads(node)) return;
	}
	await step("Compiling n8n's database module", 'about 1 minute; only this once', () => compile(node));
	if (!loads(node)) {
		throw new NeedsPerson(
			"n8n's database module (sqlite3) was compiled, but this machine can't load it. Delete tools/n8n/node_modules/sqlite3/build and run the same command again.",
		);
	}
	mkdirSync(cacheFolder, { recursive: true });
	copyFileSync(compiledBinary, kept);
}

async function compile(node) {
	const hasCompiler = ['g++', 'make', 'python3'].every((tool) => spawnSync(tool, ['--version']).status === 0);
	if (!hasCompiler && canInstallFromDebian()) await installFromDebian('g++', 'make', 'python3');
	const headers = dirname(dirname(node));
	// Headers that lie beside this Node: node-gyp would download them otherwise.
	const env = existsSync(join(headers, 'include', 'node', 'node_api.h')) ? { npm_config_nodedir: headers } : {};
	await npm('npm-rebuild-sqlite3', ['rebuild', 'sqlite3', '--ignore-scripts=false'], { node, cwd: n8nToolFolder, env });
}

function loads(node) {
	return spawnSync(node, ['-e', "require('sqlite3')"], { cwd: n8nToolFolder, env: environmentFor(node) }).status === 0;
}
