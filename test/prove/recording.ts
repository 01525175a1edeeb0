/** What a story's executions did, as the independent checker reads it. */
import type { NodeRun } from '../engine/harness/engine';
import type { BookedOrder, HistoryEvent, Line, Recording, Rules, Sent } from '../checker';
import type { Told } from '../faults/play';
import type { BookedInBooks, Request, SupplierRig } from '../rigs/rig';

export interface Execution {
	/** n8n's process: another one after each kill. */
	process: string;
	run: string;
	/** Output, unless nobody got it. */
	told: Told[];
	why?: 'stopped' | 'killed' | 'threw';
	/** How often n8n called the node: more than once where it threw with Retry On Fail. */
	tries: number;
	/** Requests to the supplier while it ran. Those of two executions at the same time stand with the first. */
	requests: Request[];
}

const NODE = 'Create Order';

export function toRecording(
	rig: SupplierRig,
	{ reference, executions, booked }: { reference: string; executions: Execution[][]; booked: BookedInBooks[] },
): Recording {
	const orders = booked.map(toBookedOrder);
	// One cart is bought throughout; where nothing was booked, its lines matter to nobody.
	const cart: Line[] = orders[0]?.lines ?? [{ product: 'the product', faceValueCents: 0, quantity: 1 }];
	return {
		rules: rulesOf(rig),
		events: executions.flatMap((together) => [
			...together.map(({ process, run }): HistoryEvent => ({
				type: 'invoke',
				process,
				run,
				node: NODE,
				item: 0,
				reference,
				cart,
			})),
			...together.flatMap((execution) => sentBy(rig, execution, reference)),
			...together.map((execution) => finishOf(execution, reference)),
		]),
		booked: orders,
	};
}

/** `rejected` with one of these says that this run has sent nothing, since it can't look at what others have. */
const NOTHING_KNOWN = ['NO_JOURNAL', 'JOURNAL_BUSY'];

function rulesOf({ idempotency }: SupplierRig): Rules {
	return { hasKey: idempotency === 'key', codesOfThisRunOnly: NOTHING_KNOWN };
}

function toBookedOrder({ orderId, bookedAt, lines, totalCents, reference }: BookedInBooks): BookedOrder {
	return {
		orderId,
		bookedAt,
		lines: lines.map(({ product, faceValueCents, quantity }) => ({ product, faceValueCents, quantity })),
		totalCents,
		...(reference === undefined ? {} : { reference }),
	};
}

function sentBy({ paths }: SupplierRig, { process, run, tries, requests }: Execution, reference: string): Sent[] {
	return requests
		.filter(({ method, path }) => method === paths.order.method && path === paths.order.path)
		.map((request) => ({
			type: 'sent',
			process,
			run,
			node: NODE,
			reference,
			answer: believed(answerTo(request), tries),
		}));
}

/** 429 and a token that has expired say that nothing was done; other refusals are the supplier's own unless a fault made them. */
function answerTo({ status, fault }: Request): Sent['answer'] {
	const isNo = status >= 400 && status < 500;
	if (status === 429 || (isNo && (fault === undefined || fault === 'expireToken'))) return 'refused';
	return fault === 'status' && (isNo || status === 200) ? 'doubtful' : 'other';
}

/** After a doubtful refusal a try ends with an error only where it has looked and believed it. */
function believed(answer: Sent['answer'], tries: number): Sent['answer'] {
	return answer === 'doubtful' && tries > 1 ? 'refused' : answer;
}

function finishOf({ process, run, told, why }: Execution, reference: string): HistoryEvent {
	const of = { process, run, node: NODE, item: 0, reference };
	const [report] = told;
	if (why !== undefined || report === undefined) return { ...of, type: 'info', why: why ?? 'threw' };
	const { outcome, code, orderId } = report;
	if (outcome === 'rejected') return { ...of, type: 'fail', code };
	if (outcome === 'confirmed') return { ...of, type: 'ok', orderId: orderId ?? '' };
	return { ...of, type: 'info', why: 'unknown', candidates: report.candidates };
}

export function endOfRun(run: NodeRun, isKilled: boolean): Execution['why'] {
	if (isKilled) return 'killed';
	if (run.status === 'canceled') return 'stopped';
	return run.error === undefined ? undefined : 'threw';
}
