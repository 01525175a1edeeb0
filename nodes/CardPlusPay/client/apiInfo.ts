import type { Json, JsonObject } from '../../shared/model/json';
import { toObject, omitUndefined, toText } from '../../shared/model/json';

/** What `GET /` announces. Its shape is not documented, only that it names the version and deprecations (docs/contracts/cardpluspay.md 1). */
export function toApiInfo(envelope: JsonObject): { apiVersion?: string; deprecations?: Json } {
	const data = toObject(envelope.data);
	return omitUndefined({
		apiVersion: toText(data.version) ?? toText(data.current_version) ?? toText(data.api_version),
		deprecations: data.deprecations ?? data.deprecated,
	});
}
