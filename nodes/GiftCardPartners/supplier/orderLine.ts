import type { JsonObject } from '../../shared/http/json';
import { listOf, textOf, wholeNumberOf } from '../../shared/http/json';
import type { Cents } from '../../shared/model/money';
import { parseMoney } from '../../shared/model/money';
import type { ClaimedCard } from './claims';
import { claimedCard } from './claims';
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

export function orderLines(body: JsonObject): OrderLine[] {
	return listOf(valueOf(body, 'LineItems')).map((line) => ({
		status: textOf(valueOf(line, 'Status')),
		productId: textOf(valueOf(line, 'ProductId')),
		faceValue: parseMoney(valueOf(line, 'Value')),
		quantity: wholeNumberOf(valueOf(line, 'Quantity')),
		cost: parseMoney(valueOf(line, 'Cost')),
		externalId: textOf(valueOf(line, 'ExternalId')),
		claims: listOf(valueOf(line, 'ClaimData')).map(claimedCard),
	}));
}
