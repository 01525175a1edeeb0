import type { JsonObject } from '../../shared/http/json';
import { objectOf, present, textOf } from '../../shared/http/json';
import type { Balance } from '../../shared/model/stock';
import { StaffError } from '../../shared/model/staffError';
import { amountOf } from './amounts';
import type { Connection } from './connection';
import { unreadable } from './envelope';

export async function readBalance(connection: Connection): Promise<{ balance: Balance; raw: JsonObject }> {
	const raw = objectOf((await connection.get('/balance')).data);
	const available = amountOf(raw.balance);
	if (available === undefined) throw new StaffError(unreadable());
	return { balance: present<Balance>({ available, currency: textOf(raw.currency) }), raw };
}
