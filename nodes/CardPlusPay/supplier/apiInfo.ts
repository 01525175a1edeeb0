import type { Json, JsonObject } from '../../shared/http/json';
import { objectOf, present, textOf } from '../../shared/http/json';

/** What `GET /` announces. Its shape is not documented, only that it names the version and deprecations (contracts/cardpluspay.md 1). */
export function apiInfoIn(envelope: JsonObject): { apiVersion?: string; deprecations?: Json } {
	const data = objectOf(envelope.data);
	return present({
		apiVersion: textOf(data.version) ?? textOf(data.current_version) ?? textOf(data.api_version),
		deprecations: data.deprecations ?? data.deprecated,
	});
}
