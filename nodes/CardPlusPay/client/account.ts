import { isObject, omitUndefined, toObject, toText } from '../../shared/model/json';
import type { Json, JsonObject } from '../../shared/model/json';
import { toAmount } from '../../shared/model/money';
import { ProblemError } from '../../shared/model/problem';
import type { Balance } from '../../shared/model/stock';
import type { CardPlusPayClient } from './client';
import { unreadable } from './envelope';
import { maskBody } from '../../shared/secrets/mask';
import { SHOWN_OF_API_INFO } from './shown';

/** The balance of the account as the supplier shows it (docs/contracts/cardpluspay.md 3.6). */
export async function fetchBalance(client: CardPlusPayClient): Promise<JsonObject> {
	return toObject((await client.get('/balance')).data);
}

/**
 * What can be spent: a decimal in a string (docs/contracts/cardpluspay.md 3.6).
 *
 * @throws ProblemError `UNREADABLE_REPLY` without an amount: it must not pass for an empty account
 */
export function parseBalance(body: JsonObject): Balance {
	const available = toAmount(body.balance);
	if (available === undefined) throw new ProblemError(unreadable());
	return omitUndefined<Balance>({ available, currency: toText(body.currency) });
}

export type ApiInfo = { apiVersion?: string; deprecations?: Json };

/** What `GET /` announces. Documented are a version and deprecations, but not the shape (docs/contracts/cardpluspay.md 1). */
export async function fetchApiInfo(client: CardPlusPayClient): Promise<{ info: ApiInfo; raw: JsonObject }> {
	const { data, message } = await client.get('/');
	const announced = maskBody(toObject(data), SHOWN_OF_API_INFO);
	const { version, current_version, api_version, deprecations, deprecated } = announced;
	const info = omitUndefined<ApiInfo>({
		apiVersion: toText(version) ?? toText(current_version) ?? toText(api_version),
		deprecations: deprecations ?? deprecated,
	});
	return { info, raw: isObject(data) ? data : { message: message ?? null, data: data ?? null } };
}
