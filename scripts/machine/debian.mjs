// @ts-check
import { existsSync } from 'node:fs';
import { runToEnd, step } from '../progress.mjs';
import { NeedsPerson } from '../sentences.mjs';
import { mayInstall } from './consent.mjs';

const INSTALL = ['install', '-y', '--no-install-recommends'];

/** Debian's package tool is there and may be used without asking for a password. */
const canInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/**
 * What this machine has, after installing it from Debian where it is missing and somebody agrees.
 *
 * @template T
 * @param {object} need
 * @param {() => T | undefined} need.find
 * @param {string[]} need.packages Debian's packages that bring it
 * @param {string} need.reason one sentence: what needs it, and that it is missing
 * @param {string} need.advice one sentence: how a person installs it, on any system
 * @param {string} need.title of the step
 * @returns {Promise<T>}
 */
export async function ensureSystemPackages({ find, packages, reason, advice, title }) {
	const found = find();
	if (found !== undefined) return found;
	const missing = new NeedsPerson(`${reason} ${advice}`);
	if (!canInstall()) throw missing;
	if (!(await mayInstall(`apt-get ${[...INSTALL, ...packages].join(' ')}`, reason))) throw missing;
	return await step(title, 'about 30 seconds', async () => {
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		await runToEnd('apt-get-update', 'apt-get', ['update'], { env });
		await runToEnd('apt-get-install', 'apt-get', [...INSTALL, ...packages], { env });
		const installed = find();
		if (installed === undefined) throw missing;
		return installed;
	});
}
