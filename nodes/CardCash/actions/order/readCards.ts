import type { JsonObject } from '../../../shared/http/json';
import type { Item } from '../../../shared/node/item';
import { badInput, entriesIn, moneyIn, textIn, wholeNumberIn } from '../../../shared/node/item';
import type { OrderedCards } from '../../supplier/checkout';
import type { Offer } from '../../supplier/offer';
import { asPercentOff, decodeOffer } from '../../supplier/offer';
import { chosenIn, flagOption, merchantIdIn } from '../fields';

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

/** The cards as the panel or a list gives them. @throws StaffError that names the field, and its line where there are several */
export function readCards(item: Item): OrderedCards[] {
	return readCardsWith(item, ORDER_KEYS);
}

export function readCartCards(item: Item): OrderedCards[] {
	return readCardsWith(item, CART_KEYS);
}

function readCardsWith(item: Item, keys: ReadonlySet<string>): OrderedCards[] {
	const isList = cardsFromIn(item) === 'list';
	const [name, label] = isList ? ['cardList', 'Card List'] : ['cards', 'Cards'];
	const entries = entriesIn(item.value(name), isList ? 'cards' : 'card', label);
	return entries.map((entry, index) => {
		const line = entries.length === 1 ? '' : ` (line ${index + 1})`;
		return readCard(entry, keys, (field) => `${field}${line}`);
	});
}

function cardsFromIn(item: Item): 'fields' | 'list' {
	const from = item.value('cardsFrom') ?? 'fields';
	if (from === 'fields' || from === 'list') return from;
	throw badInput('Cards From', 'is not one of its choices', "Choose 'Cards From' from its list.");
}

function readCard(entry: JsonObject, keys: ReadonlySet<string>, labelled: (field: string) => string): OrderedCards {
	const unknown = Object.keys(entry).find((key) => !keys.has(key));
	if (unknown !== undefined) {
		const known = [...keys].filter((key) => key !== 'enter').join(', ');
		throw badInput(
			labelled('Cards'),
			`has a field '${unknown.slice(0, 40)}' that is not known`,
			`Use these fields for each card: ${known}.`,
		);
	}
	const merchantId = merchantIdIn(entry.merchantId, labelled('Merchant'));
	const offer = isPicked(entry, labelled) ? pickedOffer(entry, labelled) : typedOffer(entry, labelled);
	const quantity = wholeNumberIn(entry.quantity, labelled('Quantity'), 1, MOST_OF_ONE_KIND);
	return {
		merchantId,
		...offer,
		quantity,
		isLowRisk: offer.isLowRisk || flagOption(entry.isLowRisk, labelled('Trusted Sellers Only')) === true,
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
	const picked = decodeOffer(textIn(chosenIn(offer), label));
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
	const cents = moneyIn(faceValue, labelled('Face Value'));
	const discount = asPercentOff(percentOff);
	if (discount === undefined) {
		throw badInput(
			discountLabel,
			'is not a discount',
			`Enter the percentage that Get Inventory gives in '${discountLabel}', from 0 to below 100, e.g. 6 or 8.5.`,
		);
	}
	const typeCode = textIn(type, typeLabel);
	if (!CARD_TYPES.includes(typeCode)) {
		throw badInput(
			typeLabel,
			`is '${typeCode.slice(0, 40)}'`,
			`Use one of these in '${typeLabel}': ${CARD_TYPES.join(', ')}.`,
		);
	}
	return { faceValue: cents, percentOff: discount, type: typeCode, isLowRisk: false };
}
