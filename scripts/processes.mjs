// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';
import { logsFolder, projectFolder } from './places.mjs';
import { codeOf } from './sentences.mjs';

/**
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null, cause?: Error }} Ending
 * @typedef {object} Program
 * @property {number | undefined} pid
 * @property {boolean} hasEnded
 * @property {string} logFile
 * @property {Promise<Ending>} ended never rejects
 * @property {() => void} kill ends it at once
 * @property {() => Promise<void>} stop asks it to end, and ends it when it takes too long
 * @property {(count?: number) => string} lastLines of its log
 */

/** @type {Set<Program>} */
const running = new Set();
const GRACE_MS = 5000;
let endsEverythingItself = false;
let askedToStop = false;
/** @type {string | undefined} */
let farewell;

/** True from Ctrl-C on: what ends now ends because of it, and needs no telling. */
export const isStopping = () => askedToStop;

/**
 * Starts a program that is ended with this one, whatever way this one ends.
 * Its output goes to `.cache/logs/<name>.log`, or to the terminal with `showOutput`; its input is closed.
 * A program that can't be started ends with code 127.
 *
 * @param {string} name of the log
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, showOutput?: boolean }} [options]
 * @returns {Program}
 */
export function startProcess(name, command, args, { cwd = projectFolder, env = process.env, showOutput = false } = {}) {
	const logFile = join(logsFolder, `${name}.log`);
	if (!showOutput) mkdirSync(logsFolder, { recursive: true });
	const output = showOutput ? 'inherit' : openSync(logFile, 'w');
	// A group of its own keeps Ctrl-C in the terminal away from the child, which would get that and our SIGTERM too, and
	// makes what it starts end with it. Only where somebody here listens for Ctrl-C: in Jest nobody does.
	const group = endsEverythingItself && process.platform !== 'win32';
	const child = spawn(command, args, { cwd, env, stdio: ['ignore', output, output], detached: group });
	if (output !== 'inherit') closeSync(output);

	/** @param {NodeJS.Signals} kind */
	const signal = (kind) => {
		if (child.pid === undefined) return;
		// Windows has neither groups nor signals: this ends the program with everything it started.
		if (process.platform === 'win32') return void spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
		try {
			process.kill(group ? -child.pid : child.pid, kind);
		} catch (gone) {
			if (codeOf(gone) !== 'ESRCH') throw gone;
		}
	};
	/** @type {Promise<Ending>} */
	const ended = new Promise((resolve) => {
		/** @param {Ending} outcome */
		const end = (outcome) => {
			started.hasEnded = true;
			running.delete(started);
			resolve(outcome);
		};
		child.once('error', (cause) => child.pid === undefined && end({ code: 127, signal: null, cause }));
		child.once('exit', (code, endSignal) => {
			// What the program itself started and left behind (n8n's task runner, a compiler of npm).
			if (group) signal('SIGKILL');
			end({ code, signal: endSignal });
		});
	});
	/** @type {Program} */
	const started = {
		pid: child.pid,
		hasEnded: false,
		logFile,
		ended,
		kill: () => signal('SIGKILL'),
		async stop() {
			if (started.hasEnded) return;
			signal('SIGTERM');
			const impatience = setTimeout(started.kill, GRACE_MS);
			await ended;
			clearTimeout(impatience);
		},
		lastLines: (count = 15) => lastLines(logFile, count),
	};
	running.add(started);
	return started;
}

/**
 * @param {string} file
 * @param {number} count
 */
function lastLines(file, count) {
	try {
		return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
	} catch {
		return '';
	}
}

export async function stopEverything() {
	await Promise.all([...running].map((each) => each.stop()));
}

/** Ends everything on Ctrl-C and the like. `farewell` says what a person should read then and with which code to leave. */
export function endTogether() {
	endsEverythingItself = true;
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
		process.on(signal, async () => {
			if (askedToStop) return;
			askedToStop = true;
			await stopEverything();
			if (farewell) console.log(farewell);
			process.exit(farewell === undefined ? 128 + constants.signals[signal] : 0);
		});
	}
	process.on('exit', () => running.forEach((each) => each.kill()));
}

/**
 * From here on Ctrl-C is the planned end: it says goodbye and leaves with 0.
 *
 * @param {string} sentence
 * @returns {Promise<never>}
 */
export function stayUntilStopped(sentence) {
	farewell = sentence;
	return new Promise(() => {});
}
