import { existsSync } from 'node:fs';
import { runToEnd } from '../progress.mjs';

/** Debian's package tool is there and may be used without asking for a password. */
export const canInstallFromDebian = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

export async function installFromDebian(...packages) {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await runToEnd('apt-get-update', 'apt-get', ['update'], { env });
	await runToEnd('apt-get-install', 'apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
}
