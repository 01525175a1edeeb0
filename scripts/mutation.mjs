// npm run test:mutation: takes each safeguard of a purchase out once and shows that a test notices.
import { join } from 'node:path';
import { command } from './command.mjs';
import { build } from './machine/build.mjs';
import { ensureNode } from './machine/node.mjs';
import { environmentFor } from './machine/npm.mjs';
import { ensurePackages } from './machine/packages.mjs';
import { copyPackage } from './packageCopy.mjs';
import { projectFolder } from './places.mjs';
import { startProcess } from './processes.mjs';

const PLACE = 'nodes/shared/purchase/place.ts';
const LOOKUP = 'nodes/shared/purchase/findInOrderList.ts';

/** Each safeguard, and the change that takes it out. The text to change must be there exactly once. */
const SAFEGUARDS = [
	{
		name: 'the journal write before the order',
		file: PLACE,
		from: 'if (journal && !(await journal.tryReserve(order.entries))) return false;',
		to: '',
	},
	{
		name: 'the snapshot of the newest order before sending',
		file: PLACE,
		from: "remembered.newestBefore = newest?.orderId ?? '';",
		to: "remembered.newestBefore = newest ? '' : '';",
	},
	{
		name: 'the settle time',
		file: LOOKUP,
		from: 'await run.pause(settled - Date.now());',
		to: 'await run.pause(settled - settled);',
	},
	{
		name: 'the claim of an order by its reference',
		file: PLACE,
		from: 'await journal.write([`claimed|${orderId}`, `claim|${orderId}|${order.reference}`, `done|${order.reference}`]);',
		to: 'await journal.write([]);',
	},
	{
		name: 'the comparison of the goods after 409',
		file: PLACE,
		from: 'const same = found.filter(({ lines }) => lines && hasSameGoods(lines, gateway.linesOf(cart)));',
		to: 'const same = found.filter(() => hasSameGoods([], []) || gateway.linesOf(cart));',
	},
	{
		name: 'no redirect is followed',
		file: 'nodes/shared/http/request.ts',
		from: 'disableFollowRedirect: true,',
		to: 'disableFollowRedirect: false,',
	},
	{
		name: 'a lost reply is no rejection',
		file: 'nodes/shared/http/request.ts',
		from: "return { kind: 'lost', reason: 'the connection broke before the reply was complete' };",
		to: "return { kind: 'notSent', reason: 'the connection broke before the reply was complete' };",
	},
	{
		name: 'one purchase at a time for an account',
		file: PLACE,
		from: "if (gateway.idempotency === 'lookup') return await runPurchaseExclusive(gateway.lockKey, place);",
		to: "if (gateway.idempotency === 'lookup') return await place();",
	},
	{
		name: 'the comparison of the cart with that of the first order',
		file: PLACE,
		from: 'if (written.has(intent) && !written.has(intendedCart)) return outcomes.otherCart(reference, 0);',
		to: '',
	},
	{
		name: 'nothing is thrown once something was bought',
		file: 'nodes/shared/execution/runOrders.ts',
		from: 'if (!this.mustDeliver && !this.context.continueOnFail()) {',
		to: 'if (!this.context.continueOnFail()) {',
	},
];

/** Whether a test fails on this package, and which. */
async function noticedBy(node, folder) {
	const jestBin = join(projectFolder, 'node_modules', 'jest', 'bin', 'jest.js');
	const args = [jestBin, '--selectProjects', 'faults', 'engine', '--bail', '--silent'];
	const program = startProcess('mutation-tests', node, args, {
		cwd: projectFolder,
		env: environmentFor(node, { GIFT_CARDS_PACKAGE: folder, FAULT_RUNS: '300', FAULT_SEED: '1', CI: 'true' }),
	});
	const { code } = await program.ended;
	if (code === 0) return undefined;
	const test = program
		.lastLines(400)
		.split('\n')
		.find((line) => line.includes('●'));
	return (test ?? 'a test').replace(/^.*●\s*/, '');
}

await command(async () => {
	const node = await ensureNode();
	await ensurePackages(node);
	await build(node);
	const only = process.argv[2];
	let unnoticed = 0;
	for (const [number, safeguard] of SAFEGUARDS.entries()) {
		if (only && !safeguard.name.includes(only)) continue;
		const folder = join(projectFolder, '.cache', 'mutation', String(number));
		await copyPackage(node, folder, safeguard);
		const test = await noticedBy(node, folder);
		if (!test) unnoticed += 1;
		console.log(`${test ? 'noticed  ' : 'UNNOTICED'}  without ${safeguard.name}${test ? `: ${test}` : ''}`);
	}
	return unnoticed === 0 ? 0 : 1;
});
