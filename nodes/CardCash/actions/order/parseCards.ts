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
import { decodeOffer, toPercentOff } from '../../client/offer';
import { parseMerchantId } from '../merchantFields';

const CARD_TYPES = ['ecode', 'newEcodeAsPre', 'newEcodeB2B', 'physical'];
/** The cart has no `isLowRisk` (docs/contracts/cardcash.md 3.9). */
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
export const MAX_QUANTITY = 100;

/** The label of a field, with its line where there are several. */
type LabelOf = (field: string) => string;

/**
 * The cards from the panel, or from a list in an expression.
 *
 * @throws ProblemError that names the field, and its line where there are several
 */
export function parseCards(item: ItemParameters): OrderedCards[] {
	return parseCardsWith(item, ORDER_KEYS);
}

/** As `parseCards`, for the cart. */
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

function parseCard(entry: JsonObject, keys: ReadonlySet<string>, labelOf: LabelOf): OrderedCards {
	const unknown = Object.keys(entry).find((key) => !keys.has(key));
	if (unknown !== undefined) {
		const known = [...keys].filter((key) => key !== 'enter').join(', ');
		throw badInput(
			labelOf('Cards'),
			`has a field '${unknown.slice(0, 40)}' that is not known`,
			`Use these fields for each card: ${known}.`,
		);
	}
	const merchantId = parseMerchantId(entry.merchantId, labelOf('Merchant'));
	const offer = isPicked(entry, labelOf) ? parsePickedOffer(entry, labelOf) : parseTypedOffer(entry, labelOf);
	const quantity = parseWholeNumber(entry.quantity, labelOf('Quantity'), 1, MAX_QUANTITY);
	return {
		merchantId,
		...offer,
		quantity,
		isLowRisk: offer.isLowRisk || parseOptionalFlag(entry.isLowRisk, labelOf('Trusted Sellers Only')) === true,
	};
}

/** An entry of a list needs no `enter`: it has an offer or a face value. */
function isPicked({ enter, offer, faceValue }: JsonObject, labelOf: LabelOf): boolean {
	if (enter === 'pick') return true;
	if (enter === 'type') return false;
	if (enter === undefined || enter === null) return offer !== undefined && faceValue === undefined;
	const label = labelOf('Choose Card By');
	throw badInput(label, 'is not one of its choices', `Choose '${label}' from its list.`);
}

function parsePickedOffer({ offer }: JsonObject, labelOf: LabelOf): Offer {
	const label = labelOf('Offer');
	const picked = decodeOffer(parseText(locatorValue(offer), label));
	if (picked) return picked;
	throw badInput(
		label,
		'is not an offer',
		`Choose '${label}' from the list, or enter face value, discount, type, and true or false, e.g. 25|6|ecode|true.`,
	);
}

function parseTypedOffer({ faceValue, percentOff, type }: JsonObject, labelOf: LabelOf): Offer {
	const typeLabel = labelOf('Type');
	const discountLabel = labelOf('Discount (Percent)');
	const cents = parseAmount(faceValue, labelOf('Face Value'));
	const discount = toPercentOff(percentOff);
	if (discount === undefined) {
		throw badInput(
			discountLabel,
			'is not a discount',
			`In '${discountLabel}', enter the percentage from Get Inventory, from 0 to below 100, e.g. 6 or 8.5.`,
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
