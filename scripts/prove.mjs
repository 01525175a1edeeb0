// @ts-check
// npm run prove: plays all that can go wrong with a purchase, for hours if it is given them, and writes docs/safety-report.md.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from './command.mjs';
import { jest } from './jest.mjs';
import { build } from './machine/build.mjs';
import { ensureNode } from './machine/node.mjs';
import { ensurePackages } from './machine/packages.mjs';
import { cacheFolder, distFolder } from './places.mjs';
import { digestOf } from './prove/digest.mjs';
import { writeReport } from './prove/report.mjs';
import { NeedsPerson } from './sentences.mjs';

const BATCH = 1000;
const PARTS = ['pairs', 'lies', 'random', 'checker', 'triples'];

const USAGE = `npm run prove -- [--only ${PARTS.join(',')}] [--minutes 60] [--lies 10000] [--random 100000] [--supplier cardCash] [--report]
It goes on where the last run on the same code stopped. --report only writes docs/safety-report.md from what has been played.`;

await command(async () => {
	const options = readOptions();
	const node = await ensureNode();
	await ensurePackages(node);
	await build(node);
	// Another build is another thing to prove.
	const folder = join(cacheFolder, 'prove', digestOf(distFolder));
	if (options.isReportOnly) return writeReport(folder);
	const until = Date.now() + options.minutes * 60_000;
	/** @type {(paths: string[], env: NodeJS.ProcessEnv) => Promise<number>} */
	const play = async (paths, env) =>
		await jest(
			node,
			['--selectProjects', 'faults', 'unit', 'engine', '--testTimeout', String(24 * 3_600_000), '--', ...paths],
			{
				PROVE_FOLDER: folder,
				PROVE_UNTIL: String(until),
				...(options.supplier && { PROVE_SUPPLIER: options.supplier, FAULT_SUPPLIER: options.supplier }),
				...env,
			},
		);
	/** @type {Record<string, () => Promise<number>>} */
	const parts = {
		pairs: async () => await play(['test/prove/everySchedule'], { PROVE_DISTURBANCES: '2', PROVE_EVERY: '1' }),
		lies: async () => await inBatches(options.lies, (runs) => play(['test/prove/lies'], { PROVE_LIES: runs })),
		random: async () => await inBatches(options.random, (runs) => play(['test/faults'], { FAULT_RUNS: runs })),
		checker: async () =>
			await play(['test/unit/checker', 'test/unit/model', 'test/engine/shared/modelTraces'], {
				CHECKER_RUNS: '100000',
				MODEL_BOUNDS: 'full',
			}),
		triples: async () => await play(['test/prove/everySchedule'], { PROVE_DISTURBANCES: '3', PROVE_EVERY: '1' }),
	};
	/** Seeds of their own, kept after each batch. @type {(runs: number, play: (runs: string) => Promise<number>) => Promise<number>} */
	const inBatches = async (runs, play) => {
		for (let left = runs; left > 0 && Date.now() < until; left -= BATCH) {
			const code = await play(String(Math.min(left, BATCH)));
			if (code !== 0) return code;
		}
		return 0;
	};
	let failed = 0;
	for (const part of options.parts) {
		const code = await parts[part]?.();
		if (code !== 0) failed += 1;
	}
	writeReport(folder);
	return failed === 0 ? 0 : 1;
});

function readOptions() {
	const { values } = parseArgs({
		options: {
			only: { type: 'string', default: PARTS.join(',') },
			minutes: { type: 'string', default: '60' },
			lies: { type: 'string', default: '10000' },
			random: { type: 'string', default: '100000' },
			supplier: { type: 'string' },
			report: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) throw new NeedsPerson(USAGE);
	for (const name of /** @type {const} */ (['minutes', 'lies', 'random'])) {
		if (!/^\d+$/.test(values[name])) throw new NeedsPerson(`--${name} takes a whole number.`);
	}
	const parts = values.only.split(',');
	const unknown = parts.find((part) => !PARTS.includes(part));
	if (unknown !== undefined) throw new NeedsPerson(`--only takes ${PARTS.join(', ')}, and not "${unknown}".`);
	const { minutes, lies, random } = values;
	return {
		parts,
		minutes: Number(minutes),
		lies: Number(lies),
		random: Number(random),
		supplier: values.supplier,
		isReportOnly: values.report,
	};
}
