import type { JsonObject } from '../../shared/model/json';
import { toObject } from '../../shared/model/json';
import { addCents, toCents, toMajor } from '../../shared/model/money';
import { ProblemError } from '../../shared/model/problem';
import type { Balance } from '../../shared/model/stock';
import type { GiftCardPartnersClient } from './client';
import { SUPPLIER, valueOf } from './envelope';

/** Whether the supplier answers (docs/contracts/gift-card-partners.md 3.8). @throws ProblemError when it doesn't */
export async function checkConnection(client: GiftCardPartnersClient): Promise<void> {
	await client.read('/v1/Status');
}

/** The deposit as the supplier shows it (3.2). */
export async function fetchBalance(client: GiftCardPartnersClient): Promise<JsonObject> {
	return toObject(await client.read('/v1/AccountBalance'));
}

/**
 * What can be spent, and what a funding request will add (3.2).
 *
 * @throws ProblemError `UNREADABLE_REPLY` without an available amount: it must not pass for an empty account
 */
export function parseBalance(body: JsonObject): Balance {
	const available = toCents(valueOf(body, 'Available'));
	const pending = toCents(valueOf(body, 'Pending'));
	if (available === undefined) {
		throw new ProblemError({
			code: 'UNREADABLE_REPLY',
			whatHappened: `${SUPPLIER} answered without an available balance.`,
			whatToDo: `Switch 'Simplify' off to see the answer, or ask ${SUPPLIER}.`,
		});
	}
	return {
		available: toMajor(available),
		...(pending === undefined ? {} : { pending: toMajor(pending), total: toMajor(addCents(available, pending)) }),
	};
}
