import { isObject, omitUndefined, toObject, toText } from '../../shared/model/json';
import type { Json, JsonObject } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import type { Balance } from '../../shared/model/stock';
import type { CardPlusPayClient } from './client';
import { toAmount, unreadable } from './envelope';

/**
 * The balance of the account, which is a decimal in a string (docs/contracts/cardpluspay.md 3.6).
 *
 * @throws ProblemError `UNREADABLE_REPLY` for a reply without an amount: it must not pass for an empty account
 */
export async function fetchBalance(client: CardPlusPayClient): Promise<{ balance: Balance; raw: JsonObject }> {
	const raw = toObject((await client.get('/balance')).data);
	const available = toAmount(raw.balance);
	if (available === undefined) throw new ProblemError(unreadable());
	return { balance: omitUndefined<Balance>({ available, currency: toText(raw.currency) }), raw };
}

export type ApiInfo = { apiVersion?: string; deprecations?: Json };

/** What `GET /` announces. Documented are a version and deprecations, but not the shape (docs/contracts/cardpluspay.md 1). */
export async function fetchApiInfo(client: CardPlusPayClient): Promise<{ info: ApiInfo; raw: JsonObject }> {
	const { data, message } = await client.get('/');
	const { version, current_version, api_version, deprecations, deprecated } = toObject(data);
	const info = omitUndefined<ApiInfo>({
		apiVersion: toText(version) ?? toText(current_version) ?? toText(api_version),
		deprecations: deprecations ?? deprecated,
	});
	return { info, raw: isObject(data) ? data : { message: message ?? null, data: data ?? null } };
}
