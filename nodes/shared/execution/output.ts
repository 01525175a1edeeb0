import type { IDataObject } from 'n8n-workflow';

import type { JsonObject } from '../model/json';
import { mayBeCode } from '../secrets/codes';
import { scrubbed } from '../secrets/scrub';

/** Stands first in every item, and so in n8n's table, because it is what staff look for first. */
const READ_FIRST = ['supplier', 'orderId', 'orderNumber', 'orderReference', 'status'];

/**
 * An item's json, in which nothing of the credential is left. n8n takes an item with a key `error` for a failed one and
 * runs the node again (docs/n8n-engine.md 3).
 *
 * @param may what the item is for: with `showCodes`, whatever may be a code stays exactly as it is
 */
export function toItemJson(
	json: JsonObject,
	secrets: readonly string[],
	{ showCodes = false }: { showCodes?: boolean } = {},
): IDataObject {
	const ordered = { ...pick(json, READ_FIRST), ...json };
	const inReadingOrder = scrubbed(ordered, secrets, showCodes ? mayBeCode : undefined);
	if (!('error' in inReadingOrder)) return inReadingOrder as IDataObject;
	const { error, ...rest } = inReadingOrder;
	return { ...rest, supplierError: error } as IDataObject;
}

function pick(json: JsonObject, keys: string[]): JsonObject {
	return Object.fromEntries(keys.filter((key) => key in json).map((key) => [key, json[key]!]));
}
