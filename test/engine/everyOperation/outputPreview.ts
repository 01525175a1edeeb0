/** Output previews in the form that n8n-nodes-base gives its own: JSON Schema, types only, no example of anything. */

/** One place of an output preview. */
export interface Preview {
	type?: string | string[];
	properties?: Record<string, Preview>;
	required?: string[];
	additionalProperties?: false;
	items?: Preview;
	version?: number;
}

type Fields = Record<string, unknown>;

/** Under these keys come the supplier's own fields, whatever they are. */
const OF_THE_SUPPLIER = new Set(['metadata', 'otherFields', 'deprecations']);

/** Together these always come out, whatever the supplier leaves out. Every other field may be absent. */
const ALWAYS_TOGETHER = [
	['supplier', 'orderId', 'status', 'isFinal', 'isFulfilled'],
	['orderReference', 'purchase'],
	['outcome', 'alreadyExisted', 'attempts', 'safeToRetry', 'code', 'nextStep'],
	['supplier', 'orderReference', 'canBuy', 'objections', 'lines', 'previewHash', 'validUntil'],
	['code', 'message', 'nextStep'],
	['orderReference', 'forgotten', 'wasKnown'],
	['hasCart', 'lines'],
	['hasCart', 'wasChanged'],
	['allAdded', 'requestedCards'],
	['requested', 'added', 'leftOut'],
	['quantityBefore', 'quantityWanted', 'quantity', 'wasChanged', 'isComplete'],
	['productId', 'requested', 'isAvailable'],
	['productId', 'quantity'],
	['productId', 'deliveryTypes'],
	['isFetched'],
	['supplier', 'isConnected', 'checkedAt'],
	['isDefault', 'isVerified'],
];

/**
 * The output preview of an operation.
 *
 * @param items what has come out of it
 * @param isOurs whether its fields are ours; else the supplier may send others
 */
export function previewOf(items: unknown[], isOurs: boolean): Preview {
	return { ...placeOf(items, isOurs), version: 1 };
}

function placeOf(values: unknown[], isOurs: boolean): Preview {
	const types = [...new Set(values.map(typeOf))].sort((a, b) => Number(a === 'null') - Number(b === 'null'));
	const objects = values.filter((value): value is Fields => typeOf(value) === 'object');
	const lists = values.filter(Array.isArray);
	return {
		type: types.length === 1 ? types[0] : types,
		...(lists.length > 0 ? { items: placeOf(lists.flat(), isOurs) } : {}),
		...(objects.length > 0 ? objectOf(objects, isOurs) : {}),
	};
}

function objectOf(objects: Fields[], isOurs: boolean): Preview {
	const names = [...new Set(objects.flatMap((fields) => Object.keys(fields)))];
	const properties = names.map((name): [string, Preview] => {
		const values = objects.flatMap((fields) => (name in fields ? [fields[name]] : []));
		return [name, OF_THE_SUPPLIER.has(name) ? { type: placeOf(values, false).type } : placeOf(values, isOurs)];
	});
	const isAlways = (name: string): boolean => objects.every((fields) => name in fields);
	const required = isOurs ? ALWAYS_TOGETHER.filter((together) => together.every(isAlways)).flat() : [];
	return {
		properties: Object.fromEntries(properties),
		...(required.length > 0 ? { required: names.filter((name) => required.includes(name)) } : {}),
		...(isOurs ? { additionalProperties: false } : {}),
	};
}

/** Amounts may be whole or not, so no number is called an integer. */
function typeOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}

/** Every place of a preview that names a field, as `cards[].faceValue`. */
export function placesOf({ properties = {}, items }: Preview, at = ''): string[] {
	const inside = Object.entries(properties).flatMap(([name, place]) => {
		const path = at === '' ? name : `${at}.${name}`;
		return [path, ...placesOf(place, path)];
	});
	return [...inside, ...(items ? placesOf(items, `${at}[]`) : [])];
}

/** Every field of what came out, named in the same way. */
export function fieldsIn(value: unknown, at = ''): string[] {
	if (Array.isArray(value)) return value.flatMap((entry) => fieldsIn(entry, `${at}[]`));
	if (typeOf(value) !== 'object') return [];
	return Object.entries(value as Fields).flatMap(([name, field]) => {
		const path = at === '' ? name : `${at}.${name}`;
		return [path, ...fieldsIn(field, path)];
	});
}
