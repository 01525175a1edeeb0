import type { IExecuteFunctions } from 'n8n-workflow';

import { isObject, toWholeNumber } from '../../model/json';
import type { Cents } from '../../model/money';
import { addCents, isSameCurrency } from '../../model/money';

/** What n8n stores with the execution, by account. */
interface Stored {
	/** null once an amount wasn't known. */
	cents: number | null;
	currency?: string;
}

/**
 * What one execution of a workflow has spent with an account, whichever of its nodes bought: loops, tries of Retry On Fail
 * and a manual Retry go on counting (docs/n8n-engine.md 4). A sub-workflow is an execution of its own.
 */
export interface RunSpending {
	/** @returns undefined when an amount isn't known, or is in another currency than `currency` */
	spent(currency: string | undefined): Cents | undefined;
	/** @param total undefined where it isn't known */
	add(total: Cents | undefined, currency: string | undefined): void;
}

export function openRunSpending(context: Pick<IExecuteFunctions, 'getContext'>, account: string): RunSpending {
	const store = context.getContext('flow') as { giftCardSpending?: Record<string, Stored> };
	const byAccount = (store.giftCardSpending ??= {});
	const stored = (): unknown => (Object.hasOwn(byAccount, account) ? byAccount[account] : { cents: 0 });
	return {
		spent: (currency) => {
			const { cents, currency: counted } = toSpending(stored());
			const isForeign = counted !== undefined && currency !== undefined && !isSameCurrency(counted, currency);
			return isForeign ? undefined : cents;
		},
		add: (total, currency) => {
			const before = toSpending(stored());
			const isMixed =
				before.currency !== undefined && currency !== undefined && !isSameCurrency(before.currency, currency);
			const isKnown = total !== undefined && before.cents !== undefined && !isMixed;
			byAccount[account] = {
				cents: isKnown ? addCents(before.cents!, total) : null,
				...((before.currency ?? currency) === undefined ? {} : { currency: before.currency ?? currency }),
			};
		},
	};
}

/** What can't be read is an amount that isn't known. */
function toSpending(stored: unknown): { cents: Cents | undefined; currency?: string } {
	const { cents, currency } = isObject(stored) ? stored : {};
	const known = toWholeNumber(cents);
	return {
		cents: known !== undefined && known >= 0 ? (known as Cents) : undefined,
		...(typeof currency === 'string' ? { currency } : {}),
	};
}
