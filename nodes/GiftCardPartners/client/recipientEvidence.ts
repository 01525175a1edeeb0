import type { Evidence } from '../../shared/purchase/cart';
import type { WireAddress, WireOrderLine, WireRecipient } from './wireOrder';

/** How many different lines of an order are compared, each with every line that is wanted. */
const MOST_COMPARED = 1000;

/** Same only if all are, different as soon as one is. */
export function allOf(...evidence: Evidence[]): Evidence {
	if (evidence.includes('different')) return 'different';
	return evidence.every((one) => one === 'same') ? 'same' : 'unknown';
}

const MASKED = /[*\u2022]/;

/**
 * What the supplier shows unasked may be its own default, and a text with asterisks in it is masked: neither says anything.
 *
 * @param normalised what of a text counts
 */
export function compareShown(
	shown: string | undefined,
	wanted: string | undefined,
	normalised: (text: string) => string,
): Evidence {
	if (shown === undefined || wanted === undefined) return shown === wanted ? 'same' : 'unknown';
	if (normalised(shown) === normalised(wanted)) return 'same';
	return MASKED.test(shown) ? 'unknown' : 'different';
}

/**
 * Whether the cards of an order go to the same people. A line may come back as several, or several as one, so for each
 * recipient the cards are counted.
 */
export function compareRecipients(shown: readonly WireOrderLine[], wanted: readonly WireOrderLine[]): Evidence {
	const [ordered, asked] = [merged(shown), merged(wanted)];
	if (ordered.size === 0 || ordered.size > MOST_COMPARED) return 'unknown';
	const isEqual = [...ordered].every(([key, line]) => line.quantity === asked.get(key)?.quantity);
	if (isEqual && ordered.size === asked.size) return 'same';
	const rows = [...ordered.values()].map((line) => [...asked.values()].map((other) => compareLine(line, other)));
	const columns = [...asked.keys()].map((_, index) => rows.map((row) => row[index]!));
	const hasNone = (evidence: Evidence[]) => evidence.every((one) => one === 'different');
	if (rows.some(hasNone) || columns.some(hasNone)) return 'different';
	const isCounted = [...ordered.values()].every(({ quantity }) => quantity !== undefined);
	return isCounted && !rows.flat().includes('unknown') ? 'different' : 'unknown';
}

/** Lines that are alike as one, with the cards of all, by what they have in common. */
function merged(lines: readonly WireOrderLine[]): Map<string, WireOrderLine> {
	const byContent = new Map<string, WireOrderLine>();
	for (const line of lines) {
		const { productId, faceValue, recipient, quantity } = line;
		const key = JSON.stringify([productId?.toLowerCase() ?? null, faceValue ?? null, canonical(recipient)]);
		const before = byContent.has(key) ? byContent.get(key)!.quantity : 0;
		const isKnown = before !== undefined && quantity !== undefined;
		byContent.set(key, { ...line, quantity: isKnown ? before + quantity : undefined });
	}
	return byContent;
}

/** Equal for recipients of which `compareLine` says that they are the same, and for no others. */
function canonical({ email, sms, to, address }: WireRecipient): unknown {
	const { shippingMethodId, name, street = [], city, state, zip, country } = address ?? {};
	return [
		[email, shippingMethodId, state, country].map((text) => text && lowerCase(text)),
		[to, name, joined(street), city].map((text) => text && words(text)),
		[sms && digits(sms), zip && comparableZip(zip)],
		address === undefined,
	];
}

function compareLine(shown: WireOrderLine, wanted: WireOrderLine): Evidence {
	const [one, other] = [shown.recipient, wanted.recipient];
	return allOf(
		compareShown(shown.productId, wanted.productId, lowerCase),
		compareShown(shown.faceValue?.toString(), wanted.faceValue?.toString(), (text) => text),
		compareShown(one.email, other.email, lowerCase),
		compareSms(one.sms, other.sms),
		compareShown(one.to, other.to, words),
		compareAddress(one.address, other.address),
	);
}

const SHORTEST_NUMBER = 7;

/** The supplier may add or drop the country code. */
function compareSms(shown: string | undefined, wanted: string | undefined): Evidence {
	const evidence = compareShown(shown, wanted, digits);
	if (evidence !== 'different' || shown === undefined || wanted === undefined) return evidence;
	const [shorter, longer] = [digits(shown), digits(wanted)].sort((one, other) => one.length - other.length);
	const isSameEnd = shorter!.length >= SHORTEST_NUMBER && longer!.endsWith(shorter!);
	return isSameEnd ? 'unknown' : 'different';
}

function compareAddress(shown: WireAddress | undefined, wanted: WireAddress | undefined): Evidence {
	if (shown === undefined || wanted === undefined) return shown === wanted ? 'same' : 'unknown';
	return allOf(
		compareShown(shown.shippingMethodId, wanted.shippingMethodId, lowerCase),
		compareShown(shown.name, wanted.name, words),
		compareShown(shown.country, wanted.country, lowerCase),
		compareShown(shown.state, wanted.state, lowerCase),
		compareShown(shown.zip, wanted.zip, comparableZip),
		compareStreet(joined(shown.street), joined(wanted.street)),
		compareStreet(shown.city, wanted.city),
	);
}

/** The supplier may complete a ZIP code: 62701 is 62701-1234. */
function comparableZip(zip: string): string {
	return words(zip)
		.replaceAll(' ', '')
		.replace(/^(\d{5})\d{4}$/, '$1');
}

/** The supplier may write an address in its own way (St for Street), but not with other numbers. */
function compareStreet(shown: string | undefined, wanted: string | undefined): Evidence {
	const evidence = compareShown(shown, wanted, words);
	if (evidence !== 'different' || shown === undefined || wanted === undefined) return evidence;
	const [one, other] = [shown, wanted].map((text) => text.replace(/\D/g, ''));
	return one === other ? 'unknown' : 'different';
}

function joined(lines: readonly string[]): string | undefined {
	return lines.length === 0 ? undefined : lines.join(' ');
}

function lowerCase(text: string): string {
	return text.trim().toLowerCase();
}

/** Texts without any digit are compared as they are. */
function digits(text: string): string {
	return text.replace(/\D/g, '') || lowerCase(text);
}

/** Letters and digits in lower case, with single spaces between them; a text without any as it is. */
function words(text: string): string {
	const normal = text.normalize('NFKC').toLowerCase();
	return normal.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ').trim() || normal.trim();
}
