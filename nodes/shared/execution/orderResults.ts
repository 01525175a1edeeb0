import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { JsonObject } from '../model/json';
import type { Problem } from '../model/problem';
import { ProblemError } from '../model/problem';
import type { Confirmed, PurchaseOutcome } from '../purchase/outcome';
import { purchaseFields } from '../purchase/outcome';
import { toNodeError } from './nodeError';
import { toItemJson } from './output';
import { withoutTags } from '../secrets/scrub';

type NotConfirmed = Exclude<PurchaseOutcome, { outcome: 'confirmed' }>;

/** The two outputs of a run: orders, and what needs a person's attention. */
export class OrderResults {
	private readonly orders: INodeExecutionData[] = [];
	private readonly attention: INodeExecutionData[] = [];
	private readonly firstItemOf = new Map<string, number>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly supplier: string,
		private readonly output: { secrets: readonly string[]; showCodes?: boolean },
	) {}

	addOrder(index: number, reference: string, order: JsonObject, result: Confirmed): void {
		this.mentionSameOrder(index, reference);
		const json = { ...order, orderReference: reference, purchase: purchaseFields(result) };
		this.orders.push({ json: toItemJson(json, this.output.secrets, this.output), pairedItem: { item: index } });
	}

	addAttention(index: number, reference: string, result: NotConfirmed): void {
		this.report(index, reference, result.whatHappened, purchaseFields(result));
	}

	/** Bad input of one item, where the workflow goes on in spite of it. */
	addRefusedInput(index: number, problem: Problem): void {
		this.report(index, undefined, problem.whatHappened, purchaseFields(nothingSent(problem, { safeToRetry: false })));
	}

	/** An order after one that ended the run, or after Stop. */
	addNotAttempted(index: number, reference: string, why: Problem | undefined): void {
		const problem: Problem = {
			code: 'NOT_ATTEMPTED',
			whatHappened: `This order was not sent: ${why ? why.whatHappened : 'the execution was stopped before it.'} Nothing was bought.`,
			whatToDo: why ? why.whatToDo : 'Run the workflow again; orders that were bought already are not bought again.',
		};
		this.report(index, reference, problem.whatHappened, purchaseFields(nothingSent(problem, { safeToRetry: true })));
	}

	asItems(): [INodeExecutionData[], INodeExecutionData[]] {
		return [this.orders, this.attention];
	}

	/** Two items with one reference and the same cards are one order, which the operator may not have meant. */
	private mentionSameOrder(index: number, reference: string): void {
		const first = this.firstItemOf.get(reference);
		if (first === undefined) {
			this.firstItemOf.set(reference, index);
			return;
		}
		this.context.addExecutionHints({
			message: `Items ${first} and ${index} have the same Order Reference and the same cards, so they are one order, bought once.`,
			location: 'outputPane',
			type: 'info',
		});
	}

	private report(index: number, reference: string | undefined, message: string, purchase: JsonObject): void {
		const json = {
			supplier: this.supplier,
			...(reference === undefined ? {} : { orderReference: reference }),
			message: withoutTags(message),
			purchase: { ...purchase, nextStep: withoutTags(String(purchase.nextStep)) },
		};
		this.attention.push({ json: toItemJson(json, this.output.secrets), pairedItem: { item: index } });
	}
}

/** A rejection as the error that stops the node. */
export function toRejectionError(context: IExecuteFunctions, rejection: NotConfirmed, index: number): Error {
	return toNodeError(context, new ProblemError(rejection), index);
}

function nothingSent(problem: Problem, { safeToRetry }: { safeToRetry: boolean }): NotConfirmed {
	return { outcome: 'rejected', attempts: 0, endsRun: false, ...problem, safeToRetry };
}
