// @ts-check
// npm run test:orders -- --seed 7 --suite unit: the suites in random orders, to find tests that lean on one another.
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from './command.mjs';
import { jest } from './jest.mjs';
import { build } from './machine/build.mjs';
import { ensureNode } from './machine/node.mjs';
import { ensurePackages } from './machine/packages.mjs';
import { projectFolder } from './places.mjs';
import { NeedsPerson } from './sentences.mjs';

const ORDERS = 3;

await command(async () => {
	const { values } = parseArgs({
		options: { seed: { type: 'string' }, suite: { type: 'string', multiple: true } },
	});
	if (values.seed !== undefined && !/^\d{1,9}$/.test(values.seed))
		throw new NeedsPerson('--seed takes a whole number.');
	const suites = values.suite ?? ['unit', 'engine', 'faults'];
	const seeds =
		values.seed === undefined ? Array.from({ length: ORDERS }, () => randomInt(1e9)) : [Number(values.seed)];
	const node = await ensureNode();
	await ensurePackages(node);
	await build(node);
	/** @type {number[]} */
	const failed = [];
	for (const seed of seeds) {
		console.log(`\nThe order of seed ${seed}`);
		const sequencer = join(projectFolder, 'scripts', 'shuffledFiles.cjs');
		// One after another: with several at a time, what runs beside what would be chance.
		const args = ['--selectProjects', ...suites, '--testSequencer', sequencer, '--randomize', '--runInBand'];
		if ((await jest(node, [...args, '--seed', String(seed)])) !== 0) failed.push(seed);
	}
	for (const seed of failed) console.log(`Failed; the same order again: npm run test:orders -- --seed ${seed}`);
	return failed.length === 0 ? 0 : 1;
});
