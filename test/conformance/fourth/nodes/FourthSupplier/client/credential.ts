import type { Account } from '../../shared/credential/account';
import { accountOf } from '../../shared/credential/account';
import { parseBaseUrl } from '../../shared/http/baseUrl';
import { toObject, toText } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';

/** Who buys, by the credential. */
export interface FourthSupplierCredential extends Account {
	baseUrl: string;
	apiKey: string;
}

/** @throws ProblemError that ends the run, when the credential can't be used as it is */
export function parseCredential(credential: unknown): FourthSupplierCredential {
	const fields = toObject(credential);
	const baseUrl = parseBaseUrl(fields.baseUrl);
	const apiKey = toText(fields.apiKey)?.trim();
	if (apiKey === undefined) throw new ProblemError(NO_KEY, { endsRun: true });
	return { ...accountOf(fields, { baseUrl, secret: { key: apiKey } }), baseUrl, apiKey };
}

const NO_KEY = {
	code: 'BAD_CREDENTIAL',
	whatHappened: "In the Fourth Supplier credential, 'API Key' is empty.",
	whatToDo: "Copy the key from the account page of Fourth Supplier into 'API Key'.",
};
