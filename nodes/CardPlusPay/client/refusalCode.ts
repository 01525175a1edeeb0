/** Why the supplier refuses an order. */
export type RefusalCode = 'INSUFFICIENT_BALANCE' | 'SOLD_OUT' | 'UNKNOWN_PRODUCT' | 'BAD_REQUEST' | 'REFUSED';

/**
 * Tells refusals apart by the words of their message: there is no machine-readable code, and 400 stands for three causes
 * (docs/contracts/cardpluspay.md 2, gap 10).
 */
export function refusalCode(status: number, said = ''): RefusalCode {
	if (/balance|\bfunds?\b|\bcredits?\b/i.test(said)) return 'INSUFFICIENT_BALANCE';
	if (/stock|sold[ -]?out|unavailable|not available|inventory/i.test(said)) return 'SOLD_OUT';
	if (
		/\b(item|product|gift card|brand|sku)\b/i.test(said) &&
		/invalid|unknown|not found|n['o]?t exist|no such/i.test(said)
	) {
		return 'UNKNOWN_PRODUCT';
	}
	if (status === 404) return 'UNKNOWN_PRODUCT';
	return status === 422 ? 'BAD_REQUEST' : 'REFUSED';
}
