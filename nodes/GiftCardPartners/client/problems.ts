import type { Json } from '../../shared/model/json';
import { toList, toText } from '../../shared/model/json';
import { valueOf } from './keys';

export const SUPPLIER = 'Gift Card Partners';

/** One complaint of a 400: the property as the wire names it (`LineItems[0].Value`) and the supplier's words. */
export interface Complaint {
	property: string;
	words: string;
}

/** The complaints of a body `{ Errors: [{ Property, Errors: [...] }] }` (docs/contracts/gift-card-partners.md 3.5). */
export function toComplaints(body: Json | undefined): Complaint[] {
	return toList(valueOf(body, 'Errors')).flatMap((entry) => {
		const said = valueOf(entry, 'Errors');
		const words = (Array.isArray(said) ? said : [said ?? entry]).flatMap((word) => toText(word) ?? []).join(' ');
		return words === '' ? [] : [{ property: toText(valueOf(entry, 'Property')) ?? '', words }];
	});
}

/** The supplier's own words in a body that refuses something. */
export function supplierMessage(body: Json | undefined): string | undefined {
	const complaints = toComplaints(body).map(({ property, words }) =>
		property === '' ? words : `${property}: ${words}`,
	);
	if (complaints.length > 0) return complaints.join(' ');
	return toText(valueOf(body, 'Message')) ?? toText(valueOf(body, 'Title'));
}
