import { runExclusive } from '../../shared/n8n/keyedMutex';

const MAX_CONCURRENT_LOOKUPS = 4;
const MAX_WAITING = 100;
const MAX_UNKNOWN_PER_MINUTE = 30;
const MINUTE_MS = 60_000;

/**
 * Keeps a flood of calls from becoming a flood of requests to the supplier: four look-ups at a time, a bounded queue,
 * and a bounded number of unknown ids in a minute. Look-ups of one order run one after another.
 */
export class LookUps {
	private waiting = 0;
	private unknownAt: number[] = [];

	/** @returns undefined when there are too many: the caller asks the sender to come back later */
	async run<T>(orderId: string, lookUp: () => Promise<T>): Promise<T | undefined> {
		this.unknownAt = this.unknownAt.filter((time) => Date.now() - time < MINUTE_MS);
		if (this.waiting >= MAX_WAITING || this.unknownAt.length >= MAX_UNKNOWN_PER_MINUTE) return undefined;
		this.waiting += 1;
		try {
			return await runExclusive(toLockKey(orderId), lookUp);
		} finally {
			this.waiting -= 1;
		}
	}

	noteUnknown(): void {
		this.unknownAt.push(Date.now());
	}
}

/** One of four keys, always the same one for an order. */
function toLockKey(orderId: string): string {
	let sum = 0;
	for (const character of orderId) sum = (sum * 31 + character.charCodeAt(0)) % 65_536;
	return `giftCardPartnersTrigger|${sum % MAX_CONCURRENT_LOOKUPS}`;
}
