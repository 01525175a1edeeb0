import type { Json } from '../../shared/model/json';
import { isObject } from '../../shared/model/json';

/**
 * The value of a key, whatever its casing: Gift Card Partners prints `PONumber`, its sister API `poNumber`
 * (docs/contracts/gift-card-partners.md 7 row 2).
 */
export function valueOf(body: unknown, key: string): Json | undefined {
	if (!isObject(body)) return undefined;
	if (Object.hasOwn(body, key)) return body[key];
	const wanted = key.toLowerCase();
	const spelled = Object.keys(body).find((name) => name.toLowerCase() === wanted);
	return spelled === undefined ? undefined : body[spelled];
}
