import type { IDataObject } from 'n8n-workflow';

import type { JsonObject } from '../http/json';

/** An item's json. n8n takes an item with a key `error` for a failed one and runs the node again (n8n-facts B3). */
export function asItemJson(json: JsonObject): IDataObject {
	if (!('error' in json)) return json as IDataObject;
	const { error, ...rest } = json;
	return { ...rest, supplierError: error } as IDataObject;
}
