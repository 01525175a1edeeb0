import { ProblemError } from '../model/problem';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The base URL of a credential, without a slash at its end. Plain http is for this machine only: codes and passwords
 * travel encrypted.
 *
 * @throws ProblemError that ends the run, for anything that isn't a URL, holds a user name, a query or a fragment, or is
 *   http to another machine
 */
export function parseBaseUrl(text: unknown, label = 'Base URL'): string {
	const url = typeof text === 'string' ? toUrl(text.trim()) : undefined;
	if (!url)
		throw badAddress(
			`'${label}' in the credential is not a web address`,
			`Enter an address such as https://api.example.com in '${label}'.`,
		);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))) {
		throw badAddress(
			`'${label}' in the credential does not begin with https://`,
			`Use https:// in '${label}': codes and passwords must travel encrypted.`,
		);
	}
	if (url.username || url.password || url.search || url.hash) {
		throw badAddress(
			`'${label}' in the credential holds more than an address`,
			`Remove user name, password and everything from ? or # on from '${label}'.`,
		);
	}
	return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function toUrl(text: string): URL | undefined {
	return URL.canParse(text) ? new URL(text) : undefined;
}

function badAddress(whatHappened: string, whatToDo: string): ProblemError {
	return new ProblemError({ code: 'BAD_CREDENTIAL', whatHappened: `${whatHappened}.`, whatToDo }, { endsRun: true });
}

/** A base URL for comparing accounts: this machine has several names. */
export function sameHost(baseUrl: string): string {
	const url = new URL(baseUrl);
	const host = LOOPBACK.test(url.hostname) ? `localhost:${url.port}` : url.host;
	return `${url.protocol}//${host}${url.pathname}`;
}
