// @ts-check
import { endTogether, isStopping, stopEverything } from './processes.mjs';
import { NeedsPerson, machineRefusal } from './sentences.mjs';

/**
 * Runs a command's `main`, which may resolve with an exit code, and leaves nothing running behind.
 *
 * @param {() => Promise<number | void>} main
 */
export async function command(main) {
	endTogether();
	/** @param {number} code */
	const leave = async (code) => {
		await stopEverything();
		process.exit(code);
	};
	let isGivingUp = false;
	/** @param {unknown} cause */
	const giveUp = async (cause) => {
		// What ends because this command does needs no telling.
		if (isStopping() || isGivingUp) return;
		isGivingUp = true;
		const sentence = cause instanceof NeedsPerson ? cause.message : machineRefusal(cause);
		console.error(`\n${sentence ?? (cause instanceof Error ? cause.stack : cause)}`);
		await leave(1);
	};
	process.on('uncaughtException', giveUp);
	process.on('unhandledRejection', giveUp);
	try {
		await leave((await main()) ?? 0);
	} catch (cause) {
		await giveUp(cause);
	}
}
