import type { JsonObject } from '../../../shared/model/json';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import {
	badInput,
	locatorValue,
	parseAmount,
	parseEntries,
	parseOptionalFlag,
	parseText,
	parseWholeNumber,
} from '../../../shared/panel/itemParameters';
import type { OrderedCards } from '../../client/checkout';
import type { Offer } from '../../client/offer';
import { toPercentOff, decodeOffer } from '../../client/offer';
import { parseMerchantId } from '../commonFields';

const CARD_TYPES = ['ecode', 'newEcodeAsPre', 'newEcodeB2B', 'physical'];
/** What the cart knows of a card; it can't be told to take cards of trusted sellers only. */
const CART_KEYS: ReadonlySet<string> = new Set([
	'merchantId',
	'enter',
	'offer',
	'faceValue',
	'percentOff',
	'type',
	'quantity',
]);
const ORDER_KEYS: ReadonlySet<string> = new Set([...CART_KEYS, 'isLowRisk']);
export const MOST_OF_ONE_KIND = 100;

/** The cards as the panel or a list gives them. @throws ProblemError that names the field, and its line where there are several */
export function parseCards(item: ItemParameters): OrderedCards[] {
	return parseCardsWith(item, ORDER_KEYS);
}

export function parseCartCards(item: ItemParameters): OrderedCards[] {
	return parseCardsWith(item, CART_KEYS);
}

function parseCardsWith(item: ItemParameters, keys: ReadonlySet<string>): OrderedCards[] {
	const isList = parseCardsFrom(item) === 'list';
	const [name, label] = isList ? ['cardList', 'Card List'] : ['cards', 'Cards'];
	const entries = parseEntries(item.value(name), isList ? 'cards' : 'card', label);
	return entries.map((entry, index) => {
		const line = entries.length === 1 ? '' : ` (line ${index + 1})`;
		return parseCard(entry, keys, (field) => `${field}${line}`);
	});
}

function parseCardsFrom(item: ItemParameters): 'fields' | 'list' {
	const from = item.value('cardsFrom') ?? 'fields';
	if (from === 'fields' || from === 'list') return from;
	throw badInput('Cards From', 'is not one of its choices', "Choose 'Cards From' from its list.");
}

function parseCard(entry: JsonObject, keys: ReadonlySet<string>, labelled: (field: string) => string): OrderedCards {
	const unknown = Object.keys(entry).find((key) => !keys.has(key));
	if (unknown !== undefined) {
		const known = [...keys].filter((key) => key !== 'enter').join(', ');
		throw badInput(
			labelled('Cards'),
			`has a field '${unknown.slice(0, 40)}' that is not known`,
			`Use these fields for each card: ${known}.`,
		);
	}
	const merchantId = parseMerchantId(entry.merchantId, labelled('Merchant'));
	const offer = isPicked(entry, labelled) ? pickedOffer(entry, labelled) : typedOffer(entry, labelled);
	const quantity = parseWholeNumber(entry.quantity, labelled('Quantity'), 1, MOST_OF_ONE_KIND);
	return {
		merchantId,
		...offer,
		quantity,
		isLowRisk: offer.isLowRisk || parseOptionalFlag(entry.isLowRisk, labelled('Trusted Sellers Only')) === true,
	};
}

/** A list from data needs no `enter`: an offer, or a face value, says how it is meant. */
function isPicked({ enter, offer, faceValue }: JsonObject, labelled: (field: string) => string): boolean {
	if (enter === 'pick') return true;
	if (enter === 'type') return false;
	if (enter === undefined || enter === null) return offer !== undefined && faceValue === undefined;
	const label = labelled('Choose Card By');
	throw badInput(label, 'is not one of its choices', `Choose '${label}' from its list.`);
}

function pickedOffer({ offer }: JsonObject, labelled: (field: string) => string): Offer {
	const label = labelled('Offer');
	const picked = decodeOffer(parseText(locatorValue(offer), label));
	if (picked) return picked;
	throw badInput(
		label,
		'is not an offer',
		`Choose '${label}' from the list, or write face value, discount, type and true or false, e.g. 25|6|ecode|true.`,
	);
}

function typedOffer({ faceValue, percentOff, type }: JsonObject, labelled: (field: string) => string): Offer {
	const typeLabel = labelled('Type');
	const discountLabel = labelled('Discount (Percent)');
	const cents = parseAmount(faceValue, labelled('Face Value'));
	const discount = toPercentOff(percentOff);
	if (discount === undefined) {
		throw badInput(
			discountLabel,
			'is not a discount',
			`Enter the percentage that Get Inventory gives in '${discountLabel}', from 0 to below 100, e.g. 6 or 8.5.`,
		);
	}
	const typeCode = parseText(type, typeLabel);
	if (!CARD_TYPES.includes(typeCode)) {
		throw badInput(
			typeLabel,
			`is '${typeCode.slice(0, 40)}'`,
			`Use one of these in '${typeLabel}': ${CARD_TYPES.join(', ')}.`,
		);
	}
	return { faceValue: cents, percentOff: discount, type: typeCode, isLowRisk: false };
}
