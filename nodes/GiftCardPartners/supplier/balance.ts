import type { Json } from '../../shared/http/json';
import { present } from '../../shared/http/json';
import { addCents, parseMoney, toMajor } from '../../shared/model/money';
import type { Balance } from '../../shared/model/stock';
import { StaffError } from '../../shared/model/staffError';
import { valueOf } from './keys';
import { SUPPLIER } from './voice';

/** The deposit: what can be spent, and what a funding request will add (contracts/gift-card-partners.md 3.2). */
export function balanceFrom(body: Json): Balance {
	const available = parseMoney(valueOf(body, 'Available'));
	const pending = parseMoney(valueOf(body, 'Pending'));
	if (available === undefined) {
		throw new StaffError({
			code: 'UNREADABLE_REPLY',
			whatHappened: `${SUPPLIER} answered without an available balance.`,
			whatToDo: `Switch 'Simplify' off to see the answer, or ask ${SUPPLIER}.`,
		});
	}
	return present({
		available: toMajor(available),
		pending: pending === undefined ? undefined : toMajor(pending),
		total: pending === undefined ? undefined : toMajor(addCents(available, pending)),
	});
}
