import type { Json } from '../../shared/http/json';
import { listOf, textOf } from '../../shared/http/json';
import { valueOf } from './keys';

export const SUPPLIER = 'Gift Card Partners';

/** One complaint of a 400: the property as the wire names it (`LineItems[0].Value`) and the supplier's words. */
export interface Complaint {
	property: string;
	words: string;
}

/** The complaints of a body `{ Errors: [{ Property, Errors: [...] }] }` (contracts/gift-card-partners.md 3.5). */
export function complaintsIn(body: Json | undefined): Complaint[] {
	return listOf(valueOf(body, 'Errors')).flatMap((entry) => {
		const said = valueOf(entry, 'Errors');
		const words = (Array.isArray(said) ? said : [said ?? entry]).flatMap((word) => textOf(word) ?? []).join(' ');
		return words === '' ? [] : [{ property: textOf(valueOf(entry, 'Property')) ?? '', words }];
	});
}

/** The supplier's own words in a body that refuses something. */
export function saidIn(body: Json | undefined): string | undefined {
	const complaints = complaintsIn(body).map(({ property, words }) =>
		property === '' ? words : `${property}: ${words}`,
	);
	if (complaints.length > 0) return complaints.join(' ');
	return textOf(valueOf(body, 'Message')) ?? textOf(valueOf(body, 'Title'));
}
