import type { JsonObject } from '../../shared/model/json';
import { toList, toText, toWholeNumber } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toCents } from '../../shared/model/money';
import type { ClaimedCard } from './claims';
import { toClaimedCard } from './claims';
import { valueOf } from './keys';

/** One line of an order as the supplier shows it. What it doesn't tell is undefined. */
export interface OrderLine {
	status: string | undefined;
	productId: string | undefined;
	faceValue: Cents | undefined;
	quantity: number | undefined;
	/** Of the line; whether that is for one card or for all of them is in no text. */
	cost: Cents | undefined;
	/** Your own reference of the line. */
	externalId: string | undefined;
	claims: ClaimedCard[];
}

export function toOrderLines(body: JsonObject): OrderLine[] {
	return toList(valueOf(body, 'LineItems')).map((line) => ({
		status: toText(valueOf(line, 'Status')),
		productId: toText(valueOf(line, 'ProductId')),
		faceValue: toCents(valueOf(line, 'Value')),
		quantity: toWholeNumber(valueOf(line, 'Quantity')),
		cost: toCents(valueOf(line, 'Cost')),
		externalId: toText(valueOf(line, 'ExternalId')),
		claims: toList(valueOf(line, 'ClaimData')).map(toClaimedCard),
	}));
}
