import type { CodeKeysCredential } from '../../shared/credential/codeKeys';
import type { Limits } from '../../shared/credential/limits';
import { parseLimits } from '../../shared/credential/limits';
import { parseBaseUrl, sameHost } from '../../shared/http/baseUrl';
import { toObject, toText } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import { shortHash } from '../../shared/secrets/fingerprint';

/** Who buys, by the credential. */
export interface FourthSupplierCredential {
	baseUrl: string;
	apiKey: string;
	/** The journal's scope: it stays the same when the key is changed. */
	name: string;
	/** The same for every credential that holds this key. */
	lockKey: string;
	previewKey: string;
	readonly limits: Limits;
	codes: CodeKeysCredential;
}

/** @throws ProblemError that ends the run, when the credential can't be used as it is */
export function parseCredential(credential: unknown): FourthSupplierCredential {
	const fields = toObject(credential);
	const baseUrl = parseBaseUrl(fields.baseUrl);
	const apiKey = toText(fields.apiKey)?.trim();
	if (apiKey === undefined) throw new ProblemError(NO_KEY, { endsRun: true });
	return {
		baseUrl,
		apiKey,
		name: shortHash(sameHost(baseUrl)),
		lockKey: shortHash(sameHost(baseUrl), apiKey),
		previewKey: shortHash('preview', apiKey),
		// Read when something is to be bought: a limit that can't be read stops no read.
		get limits() {
			return parseLimits(fields);
		},
		codes: fields,
	};
}

const NO_KEY = {
	code: 'BAD_CREDENTIAL',
	whatHappened: "In the Fourth Supplier credential, 'API Key' is empty.",
	whatToDo: "Copy the key from the account page of Fourth Supplier into 'API Key'.",
};
