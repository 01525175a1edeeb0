import { runExclusive } from '../../shared/n8n/keyedMutex';

const MAX_CONCURRENT = 4;
const MINUTE_MS = 60_000;
/** How many callers and triggers are remembered. */
const MAX_BUDGETS = 1000;

interface Allowance {
	waiting: number;
	/** Ids in a minute that the supplier doesn't know. */
	unknown: number;
}

const OF_CALLER: Allowance = { waiting: 100, unknown: 30 };
/** More than one caller can use up, and still little for the supplier. */
const OF_TRIGGER: Allowance = { waiting: 1000, unknown: 300 };

/** Who called which trigger. */
export interface Caller {
	/** Names the trigger within this process. */
	trigger: string;
	/** As n8n shows it: behind a proxy that n8n isn't told of, all callers have the address of the proxy. */
	address: string;
}

/**
 * Keeps a flood of calls from becoming a flood of requests to the supplier: for each caller of a trigger four look-ups at a
 * time, a bounded queue, and a bounded number of unknown ids in a minute. Nobody uses up what others have, and another
 * trigger never pays for it. Look-ups of one order run one after another.
 */
export class LookUps {
	private readonly budgets = new Map<string, Budget>();

	/** @returns undefined when there are too many: the caller asks the sender to come back later */
	async run<T>(caller: Caller, orderId: string, lookUp: () => Promise<T>): Promise<T | undefined> {
		const budgets = this.budgetsOf(caller);
		if (budgets.some((budget) => budget.isSpent())) return undefined;
		for (const budget of budgets) budget.waiting += 1;
		const inTurn = async () => await runExclusive(`${LOCK}|${caller.trigger}|${orderId}`, lookUp);
		try {
			return await runExclusive(`${LOCK}|${nameOf(caller)}|${laneOf(orderId)}`, inTurn);
		} finally {
			for (const budget of budgets) budget.waiting -= 1;
		}
	}

	noteUnknown(caller: Caller): void {
		for (const budget of this.budgetsOf(caller)) budget.noteUnknown();
	}

	private budgetsOf(caller: Caller): Budget[] {
		return [this.budget(caller.trigger, OF_TRIGGER), this.budget(nameOf(caller), OF_CALLER)];
	}

	private budget(key: string, allowance: Allowance): Budget {
		const budget = this.budgets.get(key) ?? new Budget(allowance);
		this.budgets.delete(key);
		this.budgets.set(key, budget);
		for (const [oldest, { waiting }] of this.budgets) {
			if (this.budgets.size <= MAX_BUDGETS) break;
			if (waiting === 0 && oldest !== key) this.budgets.delete(oldest);
		}
		return budget;
	}
}

class Budget {
	waiting = 0;
	private unknownAt: number[] = [];

	constructor(private readonly allowance: Allowance) {}

	isSpent(): boolean {
		this.unknownAt = this.unknownAt.filter((time) => Date.now() - time < MINUTE_MS);
		return this.waiting >= this.allowance.waiting || this.unknownAt.length >= this.allowance.unknown;
	}

	noteUnknown(): void {
		this.unknownAt.push(Date.now());
	}
}

const LOCK = 'giftCardPartnersTrigger';

function nameOf({ trigger, address }: Caller): string {
	return JSON.stringify([trigger, address]);
}

/** Always the same one for an order. */
function laneOf(orderId: string): number {
	let sum = 0;
	for (const character of orderId) sum = (sum * 31 + character.charCodeAt(0)) % 65_536;
	return sum % MAX_CONCURRENT;
}
