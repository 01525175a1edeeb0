import type { Json, JsonObject } from '../model/json';
import { isObject, jsonEntries } from '../model/json';
import { HIDDEN, isCodeLike, withoutCodes } from './codeLike';

/**
 * What a value must be to be shown under a key.
 *
 * - `amount`: a number below a billion, as a number or a decimal text: less than a card number has digits
 * - `id`: one word, such as a UUID, an item code, an email address or a phone number
 * - `lastFour`: at most four characters
 * - `own`: a text that the buyer has given, as it is
 * - `picture`: the web address of a picture
 * - `text`: words; what looks like a code is taken out
 * - `time`: a date or a time
 */
export type ShownAs = 'amount' | 'id' | 'lastFour' | 'own' | 'picture' | 'text' | 'time';

/**
 * The keys of an object that may be shown, each with what its value must be. A list of values is `['id']`; a list of
 * objects is as its entries.
 */
export interface ShownKeys {
	readonly [key: string]: ShownAs | readonly [ShownAs] | ShownKeys;
}

/** What of a supplier's reply may be shown; made by `shown`. */
export interface Shown {
	readonly keys: ReadonlyMap<string, Declared>;
}

type Declared = ShownAs | readonly [ShownAs] | Shown;

/** The keys of a supplier's reply that may be shown, in any case, since some suppliers vary it. */
export function shown(keys: ShownKeys): Shown {
	const entries = Object.entries(keys).map(([key, as]): [string, Declared] => [
		key.toLowerCase(),
		isShape(as) ? shown(as) : as,
	]);
	return { keys: new Map(entries) };
}

function isShape(declared: ShownKeys[string]): declared is ShownKeys {
	return typeof declared !== 'string' && !Array.isArray(declared);
}

/**
 * A copy of a supplier's body in which only what is declared comes out; of everything else the structure, with `replace`
 * in place of each text and number. Values that aren't what their key promises count as undeclared, and so does
 * everything below an undeclared key. A key that looks like a code is replaced together with what it holds.
 */
export function replaceHidden(body: Json, declared: Shown, replace: (secret: string) => Json): Json {
	return replaced(body, declared, replace);
}

/** As `replaceHidden`, for a body of which nothing is declared. */
export function replaceAll(body: Json, replace: (secret: string) => Json): Json {
	return replaced(body, undefined, replace);
}

function replaced(value: Json, as: Declared | undefined, replace: (secret: string) => Json): Json {
	if (Array.isArray(value)) return value.map((entry) => replaced(entry, asEntry(as), replace));
	if (isObject(value)) return replacedObject(value, hasKeys(as) ? as : undefined, replace);
	if (value === null || value === '' || value === HIDDEN || typeof value === 'boolean') return value;
	const visible = typeof as === 'string' ? SHOW[as](value) : undefined;
	return visible ?? replace(String(value));
}

function hasKeys(as: Declared | undefined): as is Shown {
	return typeof as === 'object' && 'keys' in as && as.keys instanceof Map;
}

/** What the entries of a list must be. A list that isn't declared as one has none that may be shown. */
function asEntry(as: Declared | undefined): Declared | undefined {
	if (typeof as === 'string' || as === undefined) return undefined;
	return hasKeys(as) ? as : as[0];
}

function replacedObject(
	object: JsonObject,
	declared: Shown | undefined,
	replace: (secret: string) => Json,
): JsonObject {
	let hiddenKeys = 0;
	return Object.fromEntries(
		jsonEntries(object).map(([key, entry]) => {
			const as = declared?.keys.get(key.toLowerCase());
			if (as !== undefined || !isCodeLike(key)) return [key, replaced(entry, as, replace)];
			hiddenKeys += 1;
			return [hiddenKeys === 1 ? HIDDEN : `${HIDDEN} ${hiddenKeys}`, replace(JSON.stringify({ [key]: entry }))];
		}),
	);
}

const MAX_AMOUNT = 1e9;
const AMOUNT = /^[+-]?\d{1,9}(?:\.\d{1,6})?$/;
const ID = /^[\p{L}\p{N}\p{M}.,:|+@#&()_-]{1,150}$/u;
const TIME = /^\d{1,4}[-/]\d{1,2}[-/]\d{1,4}(?:[T ][\d:. apmzAPMZ+-]{1,24})?$/;
const PICTURE = /^https:\/\/[^\s"'<>?#]{1,300}\.(?:gif|jpe?g|png|svg|webp)$/i;

/** The value as it is shown, or undefined where it isn't what its key promises. */
const SHOW: Record<ShownAs, (value: string | number) => Json | undefined> = {
	amount: (value) => {
		const isAmount = typeof value === 'number' ? Math.abs(value) < MAX_AMOUNT : AMOUNT.test(value);
		return isAmount ? value : undefined;
	},
	id: (value) => (typeof value === 'number' || ID.test(value) ? value : undefined),
	lastFour: (value) => (String(value).length <= 4 ? value : undefined),
	own: (value) => value,
	picture: (value) => (typeof value === 'string' && PICTURE.test(value) ? value : undefined),
	text: (value) => withoutCodes(String(value)),
	time: (value) => (typeof value === 'string' && TIME.test(value) ? value : undefined),
};
