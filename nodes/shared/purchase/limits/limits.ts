import type { Cents } from '../../model/money';
import { addCents, formatMoney, isSameCurrency } from '../../model/money';
import type { Problem } from '../../model/problem';
import type { Limits } from '../../credential/limits';
import { NO_LIMITS, normaliseName } from '../../credential/limits';
import { quoteSupplier } from '../../secrets/scrub';
import type { AccountCurrency } from '../gateway';
import type { PriceGuards } from '../spendingGuard';
import type { QuotedLine } from '../quote';
import { totalOf } from '../quote';

/** What was spent before this order, and in which money. */
export interface Spent {
	/** undefined where the amount of an order isn't known. */
	inRun: Cents | undefined;
	/** undefined where nothing limits it, so it wasn't asked for, and where the amount of an order isn't known. */
	today: Cents | undefined;
	/** Of the account; absent where the supplier doesn't name it at all. */
	currency?: AccountCurrency;
	/** Of whatever the supplier names no currency for. */
	assumed?: string;
}

export function hasLimits(limits: Limits): boolean {
	return hasAmountLimits(limits) || limits.products.size + limits.currencies.size > 0;
}

/** Whether a limit depends on what something costs. */
export function hasAmountLimits({ perCard, perOrder, perRun, perDay }: Limits): boolean {
	return [perCard, perOrder, perRun, perDay].some((limit) => limit !== undefined);
}

/**
 * Why these lines must not be bought, in the order in which staff can do something about it. An amount that isn't known
 * is never within a limit.
 */
export function objectionsTo(
	lines: readonly QuotedLine[],
	limits: Limits,
	guards: PriceGuards,
	spent: Spent,
): Problem[] {
	const total = totalOf(lines);
	const foreign = hasAmountLimits(limits) ? foreignToLimits(lines, limits, spent) : [];
	// What is sold in another currency isn't compared with a limit: it is within none.
	const allowed = foreign.length > 0 ? NO_LIMITS : limits;
	return [
		...lines.flatMap((line) => [
			productObjection(line, limits),
			currencyObjection(line, limits.currencies),
			over('LIMIT_PER_CARD', `One card of '${line.product}'`, line.unitPrice, allowed.perCard, 'per card'),
			priceObjection(line, guards.highestUnitPrice),
			discountObjection(line, guards.lowestDiscount),
		]),
		...foreign,
		over('LIMIT_PER_ORDER', 'This order', total, allowed.perOrder, 'per order'),
		over('LIMIT_PER_RUN', 'With this order, this run', plus(total, spent.inRun), allowed.perRun, 'per run'),
		allowed.perDay !== undefined && spent.today === undefined
			? UNKNOWN_SPENDING
			: over('LIMIT_PER_DAY', 'With this order, today', plus(total, spent.today), allowed.perDay, 'per day (UTC)'),
		totalObjection(total, guards.expectedTotal),
	].filter((problem) => problem !== undefined);
}

const ASK = 'Order less, or ask the owner of the credential to raise the limit.';

function over(
	code: string,
	what: string,
	amount: Cents | undefined,
	limit: Cents | undefined,
	which: string,
): Problem | undefined {
	if (limit === undefined || (amount !== undefined && amount <= limit)) return undefined;
	if (amount === undefined) return unknownPrice(`the limit ${which}`);
	return {
		code,
		whatHappened: `${what} would come to ${formatMoney(amount)}; the credential allows ${formatMoney(limit)} ${which}.`,
		whatToDo: ASK,
	};
}

function plus(total: Cents | undefined, spent: Cents | undefined): Cents | undefined {
	return total === undefined || spent === undefined ? undefined : addCents(total, spent);
}

/** To the letter: a supplier may sell two products whose codes differ in capitals alone, or in what follows. */
function productObjection({ product, brand }: QuotedLine, { products, productsAre }: Limits): Problem | undefined {
	const name = productsAre === 'brands' ? brand : product;
	if (products.size === 0 || (name !== undefined && products.has(normaliseName(name)))) return undefined;
	return {
		code: 'PRODUCT_NOT_ALLOWED',
		whatHappened: `The credential does not allow '${product.slice(0, 80)}' to be bought.`,
		whatToDo: 'Order something else, or ask the owner of the credential to allow it.',
	};
}

function currencyObjection({ product, currency }: QuotedLine, allowed: ReadonlySet<string>): Problem | undefined {
	if (allowed.size === 0 || (currency !== undefined && allowed.has(currency.toUpperCase()))) return undefined;
	return {
		code: 'CURRENCY_NOT_ALLOWED',
		whatHappened: `The credential allows ${[...allowed].join(', ')} only; '${product.slice(0, 80)}' is sold in ${shownCurrency(currency)}.`,
		whatToDo: 'Order something else, or ask the owner of the credential to allow this currency.',
	};
}

/**
 * In which the limits count: as the credential says, else the account's, else the only one that may be bought in.
 *
 * @returns undefined where nothing is known of any currency, so nothing is compared
 */
function limitCurrency(
	{ currency, currencies }: Limits,
	{ currency: account, assumed }: Pick<Spent, 'currency' | 'assumed'>,
): AccountCurrency | undefined {
	if (currency === undefined && account === undefined && assumed === undefined) return undefined;
	const [only] = currencies.size === 1 ? currencies : [];
	return { told: currency ?? account?.told ?? only ?? assumed };
}

/** The currency that the limits of a credential are compared in. */
export function currencyOfLimits(limits: Limits, spent: Pick<Spent, 'currency' | 'assumed'>): string | undefined {
	return limitCurrency(limits, spent)?.told;
}

/** Why amounts can't be compared with the limits; empty where they can. */
function foreignToLimits(lines: readonly QuotedLine[], limits: Limits, spent: Spent): Problem[] {
	const counted = limitCurrency(limits, spent);
	if (!counted) return [];
	const ofLines = lines.flatMap(
		(line) => foreignMoney({ ...line, currency: line.currency ?? spent.assumed }, counted) ?? [],
	);
	// Where the supplier doesn't say, the credential does.
	const ofAccount = spent.currency?.told;
	if (limits.perDay === undefined || ofAccount === undefined || isSameCurrency(ofAccount, counted.told)) return ofLines;
	return [...ofLines, foreignBooks(ofAccount, counted.told)];
}

/**
 * Why a line's price can't be compared with limits or a balance: it is in another currency, or one of the two isn't known.
 *
 * @param currency of the limits or the balance; undefined where the supplier has one currency only
 */
export function foreignMoney(
	{ product, currency: sold }: QuotedLine,
	currency: AccountCurrency | undefined,
): Problem | undefined {
	if (!currency || isSameCurrency(sold, currency.told)) return undefined;
	return {
		code: 'CURRENCY_DIFFERS',
		whatHappened: `'${product.slice(0, 80)}' is sold in ${shownCurrency(sold)}. The limits of the credential and the balance of the account count in ${shownCurrency(currency.told)}, so its price can't be compared with them.`,
		whatToDo:
			"Order something that is sold in the currency of the account, or ask the owner of the credential to look at 'Currency of the Limits'.",
	};
}

function foreignBooks(ofAccount: string, ofLimits: string | undefined): Problem {
	return {
		code: 'CURRENCY_DIFFERS',
		whatHappened: `The orders of the account count in ${shownCurrency(ofAccount)} and the limits of the credential in ${shownCurrency(ofLimits)}, so 'Most per Day' can't be checked.`,
		whatToDo:
			"Ask the owner of the credential to give the limits in the currency of the account, with the same in 'Currency of the Limits'.",
	};
}

function shownCurrency(code: string | undefined): string {
	return code === undefined ? "a currency that the supplier doesn't name" : quoteSupplier(code.slice(0, 20));
}

function priceObjection({ product, unitPrice }: QuotedLine, highest: Cents | undefined): Problem | undefined {
	if (highest === undefined || (unitPrice !== undefined && unitPrice <= highest)) return undefined;
	if (unitPrice === undefined) return unknownPrice("'Highest Price per Card'");
	return {
		code: 'PRICE_TOO_HIGH',
		whatHappened: `One card of '${product.slice(0, 80)}' costs ${formatMoney(unitPrice)}, more than ${formatMoney(highest)} in 'Highest Price per Card'.`,
		whatToDo: 'Wait for a better price, or raise the option.',
	};
}

/** Compared as 100 * price <= face * (100 - discount), in whole numbers of ten-thousandths of a percent. */
function discountObjection(
	{ product, unitPrice, faceValue }: QuotedLine,
	lowest: number | undefined,
): Problem | undefined {
	if (lowest === undefined) return undefined;
	if (unitPrice === undefined || faceValue === undefined) return unknownPrice("'Lowest Discount (Percent)'");
	const isEnough = unitPrice * 1_000_000 <= faceValue * (1_000_000 - Math.round(lowest * 10_000)) + 500_000;
	if (isEnough) return undefined;
	return {
		code: 'DISCOUNT_TOO_LOW',
		whatHappened: `One card of '${product.slice(0, 80)}' over ${formatMoney(faceValue)} costs ${formatMoney(unitPrice)}, a lower discount than the ${lowest} % in 'Lowest Discount (Percent)'.`,
		whatToDo: 'Wait for a better price, or lower the option.',
	};
}

function totalObjection(total: Cents | undefined, expected: Cents | undefined): Problem | undefined {
	if (expected === undefined || total === expected) return undefined;
	if (total === undefined) return unknownPrice("'Expected Total'");
	return {
		code: 'TOTAL_DIFFERS',
		whatHappened: `The order would come to ${formatMoney(total)}, not ${formatMoney(expected)} as 'Expected Total' says.`,
		whatToDo: "Look at the price with Preview Order, then correct 'Expected Total' or the cards.",
	};
}

const UNKNOWN_SPENDING: Problem = {
	code: 'PRICE_UNKNOWN',
	whatHappened:
		"The amount of an order of today isn't known: the supplier's list doesn't say it, or its reply was lost. So the limit per day (UTC) can't be checked.",
	whatToDo:
		'Check the orders of today with Get Many. Buy again tomorrow, or ask the owner of the credential to lift this limit.',
};

function unknownPrice(which: string): Problem {
	return {
		code: 'PRICE_UNKNOWN',
		whatHappened: `The supplier does not tell the price now, so that ${which} can not be checked.`,
		whatToDo: 'Check the product with Get Inventory, or try again later.',
	};
}
