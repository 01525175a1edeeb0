import type { Reply } from '../../shared/http/request';
import type { Json } from '../../shared/model/json';
import { isObject, toList } from '../../shared/model/json';
import { toCents } from '../../shared/model/money';
import { isClearRefusal, mayBeBooked } from '../../shared/purchase/refusals';
import type { FieldError } from './envelope';
import { toFieldErrors, valueOf } from './envelope';
import { namesParameter } from './panelNames';

/**
 * Whether a reply to POST /v1/Orders proves that nothing was booked. A gateway or proxy sends the same statuses, with a
 * body or without, so only Gift Card Partners' own shapes count (docs/contracts/gift-card-partners.md 3.5), and only in
 * words that leave no doubt (docs/purchase-safety.md 14). A 429 with Retry-After comes from a rate limiter, which runs
 * before the order does (6).
 *
 * @param lineCount how many lines were sent
 */
export function isProvedRefusal({ status, json, headers }: Reply, lineCount: number): boolean {
	if (namesOrder(json)) return false;
	if (status === 422 && saysTooLittleMoney(json)) return true;
	if (hasOwnShape(json) && isClear(status, toFieldErrors(json), lineCount)) return true;
	return status === 429 && headers['retry-after'] !== undefined;
}

/** A refusal beside an order's id is about an order that exists. */
function namesOrder(body: Json | undefined): boolean {
	return ['Id', 'OrderId', 'PreviousOrderIds'].some((key) => valueOf(body, key) !== undefined);
}

function saysTooLittleMoney(body: Json | undefined): boolean {
	const [available, cost] = [toCents(valueOf(body, 'AvailableBalance')), toCents(valueOf(body, 'OrderCost'))];
	return available !== undefined && cost !== undefined && available < cost;
}

/** `{ Errors: [{ Property, Errors: ["…"] }] }`, all of it (3.5). */
function hasOwnShape(body: Json | undefined): boolean {
	const entries = toList(valueOf(body, 'Errors'));
	return entries.length > 0 && entries.every(isOwnEntry);
}

function isOwnEntry(entry: Json): boolean {
	const messages = toList(valueOf(entry, 'Errors'));
	const areTexts = messages.length > 0 && messages.every((message) => typeof message === 'string' && message.trim());
	return isObject(entry) && typeof valueOf(entry, 'Property') === 'string' && Boolean(areTexts);
}

/** What is said of PONumber may be that it was used, by this very order. */
function isClear(status: number, errors: FieldError[], lineCount: number): boolean {
	const isDoubtful = ({ property, message }: FieldError) =>
		property.toLowerCase() === 'ponumber' || mayBeBooked(message);
	const saysNo = (error: FieldError) => namesParameter(error, lineCount) || isClearRefusal(status, error.message);
	return !errors.some(isDoubtful) && errors.some(saysNo);
}
