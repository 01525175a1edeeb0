import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';
import { logsFolder, projectFolder } from './places.mjs';

const running = new Set();
const GRACE_MS = 5000;
let endsEverythingItself = false;
let askedToStop = false;
let farewell;

/** True from Ctrl-C on: what ends now ends because of it, and needs no telling. */
export const isStopping = () => askedToStop;

/**
 * Starts a program that is ended with this one, whatever way this one ends.
 * Its output goes to `.cache/logs/<name>.log`, or to the terminal with `showOutput`; its input is closed.
 * `ended` resolves with `{ code, signal }` and never rejects: a program that can't be started ends with code 127.
 */
export function startProcess(name, command, args, { cwd = projectFolder, env = process.env, showOutput = false } = {}) {
	const logFile = join(logsFolder, `${name}.log`);
	let stdio = ['ignore', 'inherit', 'inherit'];
	if (!showOutput) {
		mkdirSync(logsFolder, { recursive: true });
		const log = openSync(logFile, 'w');
		stdio = ['ignore', log, log];
	}
	// A group of its own keeps Ctrl-C in the terminal away from the child, which would get that and our SIGTERM too, and
	// makes what it starts end with it. Only where somebody here listens for Ctrl-C: in Jest nobody does.
	const group = endsEverythingItself && process.platform !== 'win32';
	const child = spawn(command, args, { cwd, env, stdio, detached: group });
	if (!showOutput) closeSync(stdio[1]);

	const started = { pid: child.pid, hasEnded: false, logFile };
	const signal = (kind) => {
		if (child.pid === undefined) return;
		try {
			process.kill(group ? -child.pid : child.pid, kind);
		} catch (gone) {
			if (gone.code !== 'ESRCH') throw gone;
		}
	};
	started.ended = new Promise((resolve) => {
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
	started.kill = () => signal('SIGKILL');
	started.stop = async () => {
		if (started.hasEnded) return;
		signal('SIGTERM');
		const impatience = setTimeout(started.kill, GRACE_MS);
		await started.ended;
		clearTimeout(impatience);
	};
	started.lastLines = (count = 15) => lastLines(logFile, count);
	running.add(started);
	return started;
}

export function lastLines(file, count) {
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
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
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

/** From here on Ctrl-C is the planned end: it says goodbye and leaves with 0. */
export function stayUntilStopped(sentence) {
	farewell = sentence;
	return new Promise(() => {});
}
