import type { JsonObject } from '../../shared/model/json';
import { toObject, omitUndefined, toText } from '../../shared/model/json';
import type { Balance } from '../../shared/model/stock';
import { ProblemError } from '../../shared/model/problem';
import { toAmount } from './amounts';
import type { CardPlusPayClient } from './client';
import { unreadable } from './envelope';

export async function fetchBalance(client: CardPlusPayClient): Promise<{ balance: Balance; raw: JsonObject }> {
	const raw = toObject((await client.get('/balance')).data);
	const available = toAmount(raw.balance);
	if (available === undefined) throw new ProblemError(unreadable());
	return { balance: omitUndefined<Balance>({ available, currency: toText(raw.currency) }), raw };
}
