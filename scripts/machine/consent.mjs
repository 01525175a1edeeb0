// @ts-check
import { createInterface } from 'node:readline/promises';
import { NeedsPerson } from '../sentences.mjs';

const VARIABLE = 'GIFT_CARDS_INSTALL_SYSTEM_PACKAGES';

/**
 * Whether system packages may be installed on this machine: as GIFT_CARDS_INSTALL_SYSTEM_PACKAGES says, else yes with
 * CI=true, else as the person at the terminal answers. Nobody to ask means no.
 *
 * @param {string} command what would be run
 * @param {string} reason why, as a sentence
 */
export async function mayInstall(command, reason) {
	const setting = process.env[VARIABLE];
	if (setting) {
		if (setting === 'yes' || setting === 'no') return setting === 'yes';
		throw new NeedsPerson(`${VARIABLE} is "${setting}". Set it to yes or no.`);
	}
	if (process.env.CI === 'true') return true;
	if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	// In line mode the terminal takes Ctrl-C for itself.
	terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
	console.log(`${reason}\nThis would run: ${command}\n(To skip the question, set ${VARIABLE} to yes or no.)`);
	const answer = await terminal.question('Install it now? (y/N) ');
	terminal.close();
	return /^y(es)?$/i.test(answer.trim());
}
