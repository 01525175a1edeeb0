import { endTogether, isStopping, stopEverything } from './processes.mjs';
import { NeedsPerson, adviceFor } from './sentences.mjs';

/** Runs a command's `main`, which may resolve with an exit code, and leaves nothing running behind. */
export async function command(main) {
	endTogether();
	const leave = async (code) => {
		await stopEverything();
		process.exit(code);
	};
	const giveUp = (cause) => {
		if (isStopping()) return undefined;
		const sentence = cause instanceof NeedsPerson ? cause.message : cause?.code === 'ENOSPC' && adviceFor(cause.code);
		console.error(`\n${sentence || cause?.stack || cause}`);
		return leave(1);
	};
	process.on('uncaughtException', giveUp);
	process.on('unhandledRejection', giveUp);
	try {
		await leave((await main()) ?? 0);
	} catch (cause) {
		await giveUp(cause);
	}
}
