/** Words of an answer that says no to the order as it is. */
const SAYS_NO =
	/invalid|not (?:valid|allowed|found|available|supported|enough|authori[sz]ed)|unavailable|required|must\b|missing|declin|denied|reject|insufficient|unsupported|unknown|expired|cannot|can not|can't|limit|exceed|minimum|maximum|sold|stock|\bno\b|wrong|bad\b/i;

/** Words of an answer that may stand for an order which is still on its way, or there already. */
const MAY_BE_BOOKED =
	/process|pending|progress|time[d ]?-?\s?out|already|duplicat|conflict|again|delay|later|queue|wait|accepted|received|success/i;

/**
 * Whether a supplier's own words prove that an order wasn't booked. Words that nobody knows prove nothing: the orders are
 * looked through before such a refusal is believed (docs/purchase-safety.md 14).
 */
export function isClearRefusal(status: number, words: string | undefined): boolean {
	return status !== 409 && words !== undefined && SAYS_NO.test(words) && !mayBeBooked(words);
}

/** Whether words may stand for an order that is still on its way, or there already. */
export function mayBeBooked(words: string): boolean {
	return MAY_BE_BOOKED.test(words);
}
