import type { ErrorContext } from '../../shared/http/replies';
import type { Json } from '../../shared/model/json';
import { isObject, toList, toText } from '../../shared/model/json';

/* What all replies have in common (docs/contracts/gift-card-partners.md 3.5 and row 2). */

export const SUPPLIER = 'Gift Card Partners';

/** The value of a key in any casing: Gift Card Partners prints `PONumber`, its sister API `poNumber` (row 2). */
export function valueOf(body: unknown, key: string): Json | undefined {
	if (!isObject(body)) return undefined;
	if (Object.hasOwn(body, key)) return body[key];
	const wanted = key.toLowerCase();
	const spelled = Object.keys(body).find((name) => name.toLowerCase() === wanted);
	return spelled === undefined ? undefined : body[spelled];
}

/** What a 400 says of one property, which is named as on the wire: `LineItems[0].Value`, or '' for the whole body. */
export interface FieldError {
	property: string;
	message: string;
}

/** The entries of a body `{ Errors: [{ Property, Errors: [...] }] }` (3.5). */
export function toFieldErrors(body: Json | undefined): FieldError[] {
	return toList(valueOf(body, 'Errors')).flatMap((entry) => {
		const said = valueOf(entry, 'Errors');
		const message = (Array.isArray(said) ? said : [said ?? entry]).flatMap((text) => toText(text) ?? []).join(' ');
		return message === '' ? [] : [{ property: toText(valueOf(entry, 'Property')) ?? '', message }];
	});
}

/** The supplier's own words in the body of a refusal. */
export function supplierMessage(body: Json | undefined): string | undefined {
	const errors = toFieldErrors(body).map(({ property, message }) =>
		property === '' ? message : `${property}: ${message}`,
	);
	if (errors.length > 0) return errors.join(' ');
	return toText(valueOf(body, 'Message')) ?? toText(valueOf(body, 'Title'));
}

/** @param secrets values of the credential and its sessions; the list may grow */
export function toErrorContext(secrets: readonly string[]): ErrorContext {
	return { supplier: SUPPLIER, secrets, saidIn: supplierMessage };
}
