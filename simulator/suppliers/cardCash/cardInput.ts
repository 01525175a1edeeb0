import { CARD_TYPES, type CardType } from './catalogue.ts';
import { inHundredths } from './money.ts';
import type { CardKind } from './stock.ts';

/** One entry of `cards` in a request. */
export interface RequestedCard {
	kind: CardKind;
	quantity: number;
}

/**
 * Reads `cards` of the condensed checkout and of "add cards" (docs/contracts/cardcash.md 3.3, 3.9). Complaints are
 * added to `problems`; the result is valid only when there are none.
 */
export function readCards(input: unknown, problems: string[]): RequestedCard[] {
	if (!Array.isArray(input)) {
		problems.push('cards is required');
		return [];
	}
	if (input.length === 0) problems.push('cards must contain at least 1 items');
	return input.map((entry, index) => readCard((entry ?? {}) as Record<string, unknown>, `cards[${index}]`, problems));
}

function readCard(entry: Record<string, unknown>, place: string, problems: string[]): RequestedCard {
	for (const name of ['merchantId', 'faceValue', 'percentOff', 'type', 'quantity']) {
		if (entry[name] === undefined || entry[name] === null) problems.push(`${place}.${name} is required`);
	}
	const { merchantId, faceValue, percentOff, type, quantity, isLowRisk } = entry;
	const isWrong = (value: unknown, isRight: boolean): boolean => value !== undefined && value !== null && !isRight;
	if (isWrong(merchantId, Number.isInteger(merchantId))) problems.push(`${place}.merchantId must be an integer`);
	if (isWrong(faceValue, typeof faceValue === 'number' && faceValue > 0))
		problems.push(`${place}.faceValue must be a positive number`);
	if (isWrong(percentOff, typeof percentOff === 'number')) problems.push(`${place}.percentOff must be a number`);
	if (isWrong(type, CARD_TYPES.includes(type as CardType)))
		problems.push(`${place}.type must be one of [${CARD_TYPES.join(', ')}]`);
	if (isWrong(quantity, Number.isInteger(quantity) && (quantity as number) >= 1))
		problems.push(`${place}.quantity must be a positive integer`);
	if (isWrong(isLowRisk, typeof isLowRisk === 'boolean')) problems.push(`${place}.isLowRisk must be a boolean`);
	return {
		kind: {
			merchantId: merchantId as number,
			// -1 matches nothing: no line has an amount with three decimals.
			faceValueCents: inHundredths(Number(faceValue)) ?? -1,
			percentOffHundredths: inHundredths(Number(percentOff)) ?? -1,
			type: type as CardType,
			isLowRisk: typeof isLowRisk === 'boolean' ? isLowRisk : null,
		},
		quantity: quantity as number,
	};
}
