import type { Json } from '../../shared/model/json';
import { omitUndefined } from '../../shared/model/json';
import { addCents, toCents, toMajor } from '../../shared/model/money';
import type { Balance } from '../../shared/model/stock';
import { ProblemError } from '../../shared/model/problem';
import { valueOf } from './keys';
import { SUPPLIER } from './problems';

/** The deposit: what can be spent, and what a funding request will add (docs/contracts/gift-card-partners.md 3.2). */
export function toBalance(body: Json): Balance {
	const available = toCents(valueOf(body, 'Available'));
	const pending = toCents(valueOf(body, 'Pending'));
	if (available === undefined) {
		throw new ProblemError({
			code: 'UNREADABLE_REPLY',
			whatHappened: `${SUPPLIER} answered without an available balance.`,
			whatToDo: `Switch 'Simplify' off to see the answer, or ask ${SUPPLIER}.`,
		});
	}
	return omitUndefined({
		available: toMajor(available),
		pending: pending === undefined ? undefined : toMajor(pending),
		total: pending === undefined ? undefined : toMajor(addCents(available, pending)),
	});
}
