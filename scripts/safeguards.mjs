// @ts-check
// Each safeguard of a purchase, and the change that takes it out (docs/promises.md).

const PLACE = 'nodes/shared/purchase/place.ts';
const LOOKUP = 'nodes/shared/purchase/findInOrderList.ts';
const JOURNAL = 'nodes/shared/purchase/journal.ts';
const ENTRIES = 'nodes/shared/purchase/entryStore.ts';
const LOCK = 'nodes/shared/purchase/processLock.ts';
const RUN = 'nodes/shared/execution/runOrders.ts';

/**
 * The text to take out must stand in its file exactly once.
 *
 * @type {Array<{ name: string } & import('./packageCopy.mjs').Change>}
 */
export const SAFEGUARDS = [
	{
		name: 'the journal write before the order',
		file: PLACE,
		from: "when === 'first' ? journal?.tryReserve(intent)",
		to: "when === 'first' ? Promise.resolve('reserved' as Reservation)",
	},
	{
		name: 'the snapshot of the newest order before sending',
		file: PLACE,
		from: "newestBefore: newest?.orderId ?? ''",
		to: "newestBefore: newest ? '' : ''",
	},
	{
		name: 'the settle time',
		file: LOOKUP,
		from: 'await run.pause(Math.min(settled - Date.now(), run.recoveryWindow.settleMs));',
		to: 'await run.pause(settled - settled);',
	},
	{
		name: 'the claim of an order by its reference',
		file: JOURNAL,
		from: 'const before = await this.entries.write([claimed, mine, doneEntry(reference), ...intent]);',
		to: 'const before = await this.entries.find([claimed, mine, ...intent]);',
	},
	{
		name: 'the comparison of the goods after 409',
		file: PLACE,
		from: "const same = found.filter((order) => gateway.compare(order, purchase) === 'same');",
		to: 'const same = found.filter((order) => gateway.compare(order, purchase) !== undefined);',
	},
	{
		name: 'the comparison of the goods in the list of orders',
		file: LOOKUP,
		from: 'weaker(weaker(run.gateway.compare(found, purchase), byTime), place)',
		to: 'weaker(byTime, place)',
	},
	{
		name: 'the time at which an order was created',
		file: LOOKUP,
		from: "if (createdAt === undefined) return 'unknown';\n\tconst { from, to }",
		to: "if (createdAt !== NaN) return 'same';\n\tconst { from, to }",
	},
	{
		name: 'other references with the same cart in doubt',
		file: LOOKUP,
		from: 'const isClear = isAlone && !isContested && !mayBeRivals(run, purchase, only);',
		to: 'const isClear = isAlone;',
	},
	{
		name: 'an order that another reference holds confirms nothing',
		file: PLACE,
		from: 'if (memory.belongsToOther(orderId, reference) || !(await claim(run, purchase, orderId))) {',
		to: 'if (!(await claim(run, purchase, orderId)) && false) {',
	},
	{
		name: 'nothing is sent without a journal',
		file: RUN,
		from: "if (journal instanceof ProblemError && job === 'buy' && !buysWithoutJournal) return nothingSent(journal);",
		to: '',
	},
	{
		name: 'a look never makes an intent',
		file: JOURNAL,
		from: "if (entry.startsWith('intent|') || entry.startsWith('claimed|')) return 3;",
		to: "if (entry.startsWith('intent|') || entry.startsWith('claimed|')) return 1;",
	},
	{
		name: 'what a look wrote is taken out',
		file: ENTRIES,
		from: 'await this.remove(first.filter((key) => !seen.has(key)));',
		to: '',
	},
	{
		name: 'the lock between processes',
		file: LOCK,
		from: 'if (size === 0) {',
		to: 'if (size >= 0) {',
	},
	{
		name: 'a lock that is left behind is marked and not deleted',
		file: LOCK,
		from: 'const lock = await takeOver(row, size, isStopped);',
		to: 'await row.clear();\n\t\t\tconst lock = await row.tryInsert();',
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
		from: "const isOneAtATime = gateway.idempotency === 'lookup' || guard.countsOtherOrders;",
		to: 'const isOneAtATime = guard.countsOtherOrders;',
	},
	{
		name: 'the comparison of the cart with that of the first order',
		file: JOURNAL,
		from: "if (found.has(intentEntry(reference))) return 'otherCart';",
		to: "if (found.has(intentEntry(reference))) return 'thisCart';",
	},
	{
		name: 'nothing is thrown once something was bought',
		file: RUN,
		from: 'if (!isMoneyAtStake && !context.continueOnFail()) throw',
		to: 'if (!context.continueOnFail()) throw',
	},
	{
		name: 'what this process has sent counts for the day',
		file: 'nodes/shared/purchase/limits/spending.ts',
		from: 'inThisProcess.set(account, [...recent.filter((one) => !isSame(one)), { ...sending, total }]);',
		to: '',
	},
	{
		name: 'an execution counts what all its nodes have spent',
		file: 'nodes/shared/purchase/limits/runSpending.ts',
		from: "context.getContext('flow') as",
		to: '{} as',
	},
	{
		name: 'this process knows which previews have bought',
		file: 'nodes/shared/purchase/approvals.ts',
		from: 'if (use && (use.isSpent || use.owner !== owner)) return PREVIEW_USED;',
		to: '',
	},
	{
		name: "another spelling of an agent's reference is refused",
		file: JOURNAL,
		from: "if (spelling !== undefined && before.has(spellingEntry(spelling))) return 'otherSpelling';",
		to: '',
	},
];
