import { runExclusive } from '../../shared/n8n/keyedMutex';

const MAX_CONCURRENT_LOOKUPS = 4;
const MOST_WAITING = 100;
const MOST_UNKNOWN = 30;
const MINUTE_MS = 60_000;

/**
 * Keeps calls from becoming a flood of requests to the supplier: four look-ups at a time, a limited queue, and a
 * limited number of ids in a minute that turn out to be unknown. One order's calls always run one after another.
 */
export class LookUps {
	private waiting = 0;
	private unknownAt: number[] = [];

	/** @returns undefined when there is too much going on; the caller should then ask the sender to come back */
	async run<T>(orderId: string, lookUp: () => Promise<T>): Promise<T | undefined> {
		this.unknownAt = this.unknownAt.filter((time) => Date.now() - time < MINUTE_MS);
		if (this.waiting >= MOST_WAITING || this.unknownAt.length >= MOST_UNKNOWN) return undefined;
		this.waiting += 1;
		try {
			return await runExclusive(`giftCardPartnersTrigger|${slotOf(orderId)}`, lookUp);
		} finally {
			this.waiting -= 1;
		}
	}

	noteUnknown(): void {
		this.unknownAt.push(Date.now());
	}
}

function slotOf(orderId: string): number {
	let sum = 0;
	for (const character of orderId) sum = (sum * 31 + character.charCodeAt(0)) % 65_536;
	return sum % MAX_CONCURRENT_LOOKUPS;
}
