// @ts-check
import { clearInterval, setInterval } from 'node:timers';
import { NeedsPerson, adviceFor } from './sentences.mjs';
import { startProcess } from './processes.mjs';

const PLAIN_LINE_EVERY_MS = 15_000;

/** @param {number} ms */
function clock(ms) {
	const seconds = Math.round(ms / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * Does `work` while telling what is going on: a ticking clock on a terminal, a line now and then in a log.
 *
 * @template T
 * @param {string} title
 * @param {string} about how long it takes
 * @param {() => T | Promise<T>} work
 */
export async function step(title, about, work) {
	const onTerminal = Boolean(process.stdout.isTTY);
	const start = Date.now();
	const heading = `${title} (${about})`;
	const tick = () => process.stdout.write(`\r${heading} … ${clock(Date.now() - start)} `);
	if (onTerminal) tick();
	else console.log(`${heading} …`);
	const ticker = setInterval(
		onTerminal ? tick : () => console.log(`  ${title}: ${clock(Date.now() - start)} so far`),
		onTerminal ? 1000 : PLAIN_LINE_EVERY_MS,
	);
	let done = false;
	try {
		const result = await work();
		done = true;
		return result;
	} finally {
		clearInterval(ticker);
		const end = done ? `done in ${clock(Date.now() - start)}` : `stopped after ${clock(Date.now() - start)}`;
		console.log(onTerminal ? `\r${heading} … ${end} ` : `  ${title}: ${end}`);
	}
}

/**
 * Runs a program to its end, its output in a log. Where it does not succeed: the end of the log and what to do about it.
 *
 * @param {string} name of the log
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 */
export async function runToEnd(name, command, args, options) {
	const program = startProcess(name, command, args, options);
	const { code, signal, cause } = await program.ended;
	if (code === 0) return;
	const output = program.lastLines(200);
	const lines = program.lastLines(30);
	const what = cause ? `could not be started (${cause.message})` : `ended with ${signal ?? `code ${code}`}`;
	const advice = adviceFor(output) ?? 'The lines above say why. When that is put right, run the same command again.';
	throw new NeedsPerson(`${lines && `${lines}\n\n`}"${name}" ${what}. ${advice}\nThe whole log: ${program.logFile}`);
}
