// @ts-check
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, n8nToolFolder } from '../places.mjs';
import { step } from '../progress.mjs';
import { NeedsPerson, compilerAdvice } from '../sentences.mjs';
import { ensureSystemPackages } from './debian.mjs';
import { environmentFor, install, needsInstall, npm } from './npm.mjs';

const modules = join(n8nToolFolder, 'node_modules');
const compiledBinary = join(modules, 'sqlite3', 'build', 'Release', 'node_sqlite3.node');
const COMPILER = ['g++', 'make', 'python3'];

/**
 * The start script of the real n8n, with a database module that this machine can load.
 *
 * @param {string} node
 */
export async function ensureN8n(node) {
	if (needsInstall(n8nToolFolder)) {
		await step('Installing n8n', 'about 3 minutes, 2.8 GB; only this once', () => install(n8nToolFolder, node, 3.2e9));
	}
	if (!existsSync(compiledBinary)) await ensureDatabaseModule(node);
	return join(modules, 'n8n', 'bin', 'n8n');
}

/**
 * sqlite3 comes without a binary when install scripts are off. Once there, a copy outlives every new install.
 *
 * @param {string} node
 */
async function ensureDatabaseModule(node) {
	const { version } = JSON.parse(readFileSync(join(modules, 'sqlite3', 'package.json'), 'utf8'));
	const kept = join(cacheFolder, `sqlite3-${version}-${process.platform}-${process.arch}.node`);
	if (existsSync(kept)) {
		mkdirSync(dirname(compiledBinary), { recursive: true });
		copyFileSync(kept, compiledBinary);
		if (loads(node)) return;
	}
	if (hasCompiler()) await compile(node);
	else await downloadOrCompile(node);
	mkdirSync(cacheFolder, { recursive: true });
	copyFileSync(compiledBinary, kept);
}

/**
 * sqlite3's maker offers binaries for the usual machines, so a compiler is only asked for where none of them fits.
 *
 * @param {string} node
 */
async function downloadOrCompile(node) {
	try {
		return await provide(node, "Getting n8n's database module", {});
	} catch (cause) {
		if (!(cause instanceof NeedsPerson) || process.platform !== 'linux') throw cause;
	}
	await ensureSystemPackages({
		find: () => hasCompiler() || undefined,
		packages: COMPILER,
		reason: "n8n's database module could not be downloaded, and there is no complete compiler here to build it.",
		advice: compilerAdvice(),
		title: 'Installing a compiler',
	});
	await compile(node);
}

/** @param {string} node */
async function compile(node) {
	const beside = dirname(dirname(node));
	// Headers beside this Node save node-gyp a download.
	const hasHeaders = existsSync(join(beside, 'include', 'node', 'node_api.h'));
	await provide(node, "Compiling n8n's database module", {
		npm_config_build_from_source: 'true',
		...(hasHeaders && { npm_config_nodedir: beside }),
	});
}

/**
 * @param {string} node
 * @param {string} title
 * @param {NodeJS.ProcessEnv} env
 */
async function provide(node, title, env) {
	await step(title, 'about 1 minute; only this once', async () => {
		const args = ['rebuild', 'sqlite3', '--ignore-scripts=false'];
		await npm('npm-rebuild-sqlite3', args, { node, cwd: n8nToolFolder, env });
		if (loads(node)) return;
		throw new NeedsPerson(
			"n8n's database module (sqlite3) is there, but this machine can't load it. Delete tools/n8n/node_modules/sqlite3/build and run the same command again.",
		);
	});
}

const hasCompiler = () =>
	process.platform === 'linux' && COMPILER.every((tool) => spawnSync(tool, ['--version']).status === 0);

/** @param {string} node */
function loads(node) {
	return spawnSync(node, ['-e', "require('sqlite3')"], { cwd: n8nToolFolder, env: environmentFor(node) }).status === 0;
}
