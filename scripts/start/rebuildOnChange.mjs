// @ts-check
import gulp from 'gulp';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import buildAssets from '../../gulpfile.js';
import { buildStamp } from '../machine/build.mjs';
import { projectFolder } from '../places.mjs';
import { isStopping } from '../processes.mjs';
import { step } from '../progress.mjs';

/** @type {ts.FormatDiagnosticsHost} */
const FORMAT = {
	getCanonicalFileName: (file) => file,
	getCurrentDirectory: () => projectFolder,
	getNewLine: () => '\n',
};

/**
 * From now on a change in nodes/, credentials/ or icons/ is built and n8n started with it, and a change in simulator/
 * starts the simulated suppliers again. What can't be built or started is reported, and the next change tried.
 *
 * @param {import('./sandbox.mjs').Sandbox} sandbox
 */
export function rebuildOnChange(sandbox) {
	// From here on dist/ changes file by file; the next npm start builds it as a whole.
	rmSync(buildStamp, { force: true });
	const restartN8n = oneAtATime(() => step('Starting n8n with the change', 'about 10 seconds', sandbox.restartN8n));
	const restartSimulator = oneAtATime(() =>
		step('Starting the simulated suppliers with the change', 'a second', sandbox.restartSimulator),
	);
	compileOnChange(restartN8n);
	const options = { cwd: projectFolder };
	gulp.watch(['icons/**', 'nodes/**/*.json'], options, gulp.series(buildAssets.default, restartN8n));
	gulp.watch('simulator/**/*.ts', options, restartSimulator);
}

/** @param {() => void} onCompiled called after every compilation but the first, unless there are type errors */
function compileOnChange(onCompiled) {
	let isFirst = true;
	const host = ts.createWatchCompilerHost(
		join(projectFolder, 'tsconfig.json'),
		{},
		ts.sys,
		ts.createEmitAndSemanticDiagnosticsBuilderProgram,
		(diagnostic) => console.error(ts.formatDiagnosticsWithColorAndContext([diagnostic], FORMAT)),
		(_status, _newLine, _options, errorCount) => {
			if (errorCount === 0 && !isFirst) onCompiled();
			if (errorCount) console.error('n8n keeps running the nodes from before this change.');
			if (errorCount !== undefined) isFirst = false;
		},
	);
	ts.createWatchProgram(host);
}

/**
 * Calls that come while `work` is under way lead to one more run after it.
 *
 * @param {() => Promise<void>} work
 */
function oneAtATime(work) {
	let isWanted = false;
	/** @type {Promise<void> | undefined} */
	let underWay;
	const run = async () => {
		while (isWanted) {
			isWanted = false;
			try {
				await work();
			} catch (cause) {
				if (isStopping()) return;
				console.error(`\n${cause instanceof Error ? cause.message : cause}\nWaiting for the next change.`);
			}
		}
		underWay = undefined;
	};
	return async () => {
		isWanted = true;
		await (underWay ??= run());
	};
}
