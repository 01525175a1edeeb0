// @ts-check
import { existsSync, readFileSync, realpathSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { delimiter, dirname, join, relative } from 'node:path';
import { projectFolder } from '../places.mjs';
import { runToEnd } from '../progress.mjs';
import { NeedsPerson } from '../sentences.mjs';

/** npm itself as a script, so any Node can run it and no shell is needed (npm on Windows is a .cmd file). */
function npmScript() {
	const candidates = [process.env.npm_execpath];
	for (const folder of [dirname(process.execPath), ...(process.env.PATH ?? '').split(delimiter)]) {
		candidates.push(join(folder, 'npm'), join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'));
	}
	for (const candidate of candidates) {
		if (!candidate || !existsSync(candidate)) continue;
		const script = realpathSync(candidate);
		if (script.endsWith('npm-cli.js')) return script;
	}
	throw new NeedsPerson(
		'npm is not on this machine. Install Node with npm from nodejs.org and run the same command again.',
	);
}

/** What `npm start` tells its scripts about this package (an npm below would take it for its own), and Jest about itself. */
const FOR_THIS_PROGRAM_ONLY =
	/^(npm_(lifecycle|package|command|execpath|node_execpath|config_local_prefix)|JEST_WORKER_ID$|NODE_ENV$)/;

/**
 * The environment for programs that `node` runs: that Node first in PATH.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentFor(node, extra = {}) {
	// Windows calls it Path. A copy of the environment tells the two apart, and a second PATH would hide the first.
	const isPassedOn = (/** @type {string} */ name) => !FOR_THIS_PROGRAM_ONLY.test(name) && name.toUpperCase() !== 'PATH';
	const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => isPassedOn(name)));
	return { ...env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`, ...extra };
}

/**
 * Runs npm to its end.
 *
 * @param {string} name of the log
 * @param {string[]} args
 * @param {{ node: string, cwd: string, env?: NodeJS.ProcessEnv }} options
 */
export function npm(name, args, { node, cwd, env }) {
	return runToEnd(name, node, [npmScript(), ...args], { cwd, env: environmentFor(node, env) });
}

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, extraneous?: boolean }} LockedPackage */

/**
 * Whether what npm last wrote into node_modules is what the lock file asks for. npm leaves that list there at the end.
 *
 * @param {string} folder
 */
function isWhatTheLockSays(folder) {
	let installed;
	try {
		installed = readJson(join(folder, 'node_modules', '.package-lock.json')).packages;
	} catch {
		return false;
	}
	// Packages for other platforms are in the lock and rightly not on the disk.
	const mayBeAbsent = (/** @type {LockedPackage} */ wanted) =>
		wanted.optional || wanted.devOptional || wanted.extraneous;
	/** @type {Record<string, LockedPackage>} */
	const locked = readJson(join(folder, 'package-lock.json')).packages;
	return Object.entries(locked).every(
		([place, wanted]) =>
			place === '' || (installed[place] ? installed[place].version === wanted.version : mayBeAbsent(wanted)),
	);
}

/**
 * Whether node_modules needs installing. The stamp answers in a millisecond; without one, an install that somebody
 * made by hand counts too.
 *
 * @param {string} folder
 */
export function needsInstall(folder) {
	const stamp = join(folder, 'node_modules', '.installed-from');
	const wanted = createHash('sha256')
		.update(readFileSync(join(folder, 'package-lock.json')))
		.digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false;
	if (!isWhatTheLockSays(folder)) return true;
	writeFileSync(stamp, wanted);
	return false;
}

/**
 * `npm ci` without install scripts. Afterwards `needsInstall` is false.
 *
 * @param {string} folder
 * @param {string} node
 * @param {number} spaceNeeded in bytes
 */
export async function install(folder, node, spaceNeeded) {
	refuseFullDisk(spaceNeeded);
	const place = relative(projectFolder, folder).replaceAll('\\', '-').replaceAll('/', '-') || 'packages';
	// Gone first, so an install that stops half way never looks like a whole one.
	rmSync(join(folder, 'node_modules', '.package-lock.json'), { force: true });
	rmSync(join(folder, 'node_modules', '.installed-from'), { force: true });
	await npm(`npm-ci-${place}`, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { node, cwd: folder });
	if (needsInstall(folder)) {
		throw new NeedsPerson(
			`npm says that it installed ${folder}, but packages of its lock file are missing there. Delete its node_modules folder and run the same command again.`,
		);
	}
}

/** @param {number} bytesNeeded */
function refuseFullDisk(bytesNeeded) {
	const { bavail, bsize } = statfsSync(projectFolder);
	const free = bavail * bsize;
	if (free >= bytesNeeded) return;
	const gigabytes = (/** @type {number} */ bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
	throw new NeedsPerson(
		`This step needs ${gigabytes(bytesNeeded)} of disk and ${gigabytes(free)} are free. Free some space and run the same command again.`,
	);
}
