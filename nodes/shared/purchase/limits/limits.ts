import type { Cents } from '../../model/money';
import { addCents, formatMoney, isSameCurrency } from '../../model/money';
import type { Problem } from '../../model/problem';
import type { Limits } from '../../credential/limits';
import { NO_LIMITS } from '../../credential/limits';
import { quoteSupplier } from '../../secrets/scrub';
import type { AccountCurrency } from '../gateway';
import type { PriceGuards } from '../spendingGuard';
import type { QuotedLine } from '../quote';
import { totalOf } from '../quote';

/** What was spent before this order. */
export interface Spent {
	inRun: Cents;
	/** undefined where nothing limits it, so that it wasn't asked for. */
	today: Cents | undefined;
	/** In which the limits count; absent where the supplier has one currency only. */
	currency?: AccountCurrency;
}

export function hasLimits(limits: Limits): boolean {
	return hasAmountLimits(limits) || limits.products.size + limits.currencies.size > 0;
}

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
	const foreign = hasAmountLimits(limits) ? lines.map((line) => foreignMoney(line, limitCurrency(limits, spent))) : [];
	// What is sold in another currency isn't compared with a limit: it is within none.
	const allowed = foreign.some((problem) => problem !== undefined) ? NO_LIMITS : limits;
	return [
		...lines.flatMap((line) => [
			productObjection(line, limits.products),
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

function productObjection({ product, brand }: QuotedLine, allowed: ReadonlySet<string>): Problem | undefined {
	const isAllowed = allowed.size === 0 || [product, brand].some((name) => allowed.has(name?.toLowerCase() ?? ''));
	if (isAllowed) return undefined;
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
		whatHappened: `The credential allows ${[...allowed].join(', ')} only; '${product.slice(0, 80)}' is sold in ${currency ?? 'a currency that the supplier does not tell'}.`,
		whatToDo: 'Order something else, or ask the owner of the credential to allow this currency.',
	};
}

/** The account's, or else the only one that the credential allows. */
function limitCurrency({ currencies }: Limits, { currency }: Spent): AccountCurrency | undefined {
	const [only] = currencies.size === 1 ? currencies : [];
	return currency && { told: currency.told ?? only };
}

/**
 * Why a line's price can't be compared with the money of the account: it is in another currency, or one of the two isn't
 * known.
 *
 * @param currency of the account; undefined where the supplier has one currency only
 */
export function foreignMoney(
	{ product, currency: sold }: QuotedLine,
	currency: AccountCurrency | undefined,
): Problem | undefined {
	if (!currency) return undefined;
	const { told } = currency;
	if (isSameCurrency(sold, told)) return undefined;
	const [inSold, inTold] = [sold, told].map((code) =>
		code === undefined ? 'a currency that the supplier does not tell' : quoteSupplier(code.slice(0, 20)),
	);
	return {
		code: 'CURRENCY_DIFFERS',
		whatHappened: `'${product.slice(0, 80)}' is sold in ${inSold}, and the money of the account is in ${inTold}, so its price can't be compared with the limits of the credential or with the balance.`,
		whatToDo:
			'Order something that is sold in the currency of the account, or ask the owner of the credential to lift the limits on amounts.',
	};
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
		"The supplier's list holds an order of today of which the amount can't be read, so the limit per day (UTC) can't be checked.",
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
