// @ts-check
// npm run test:faults -- --runs 10000 --seed 7 --supplier cardCash: more schedules of faults than npm test plays.
import { parseArgs } from 'node:util';
import { command } from './command.mjs';
import { jest } from './jest.mjs';
import { build } from './machine/build.mjs';
import { ensureNode } from './machine/node.mjs';
import { ensurePackages } from './machine/packages.mjs';
import { NeedsPerson } from './sentences.mjs';

await command(async () => {
	const { values } = parseArgs({
		options: { runs: { type: 'string', default: '300' }, seed: { type: 'string' }, supplier: { type: 'string' } },
	});
	for (const name of /** @type {const} */ (['runs', 'seed'])) {
		const value = values[name];
		if (value !== undefined && !/^\d+$/.test(value)) throw new NeedsPerson(`--${name} takes a whole number.`);
	}
	const node = await ensureNode();
	await ensurePackages(node);
	await build(node);
	return jest(node, ['--selectProjects', 'faults', '--testTimeout', String(24 * 3_600_000)], {
		FAULT_RUNS: values.runs,
		...(values.seed && { FAULT_SEED: values.seed }),
		...(values.supplier && { FAULT_SUPPLIER: values.supplier }),
	});
});
