/** Lies about a true reply: fields dropped, swapped, retyped, renamed, nested, repeated; another status, other words. */
import fc from 'fast-check';

export interface Reply {
	status: number;
	body: string;
	/** Sent byte by byte. */
	drips?: boolean;
}

export type Lie = (truth: Reply) => Reply;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** Where a value stands: its parent, and the key or index in it. */
type Spot = { parent: Json[] | { [key: string]: Json }; key: string | number };

/** Changes the JSON at one spot. `other` is a second spot of the same reply. */
type Change = (value: Json, spot: Spot, other: Spot) => void;

const at = ({ parent, key }: Spot): Json => (parent as Record<string | number, Json>)[key]!;
const put = ({ parent, key }: Spot, value: Json): void => {
	(parent as Record<string | number, Json>)[key] = value;
};
const remove = ({ parent, key }: Spot): void => {
	if (Array.isArray(parent)) parent.splice(Number(key), 1);
	else delete parent[key];
};

const OTHER_WORDS = [
	'',
	'The hamster has left the wheel',
	'constructor',
	'__proto__',
	'<b>ok</b>',
	'\u202Eko',
	'0',
	'NaN',
	'-1',
];
const OTHER_VALUES: Json[] = [null, true, false, 0, -1, 1.5, 1e21, 2 ** 53 + 2, [], {}, [null]];

const changes: Record<string, fc.Arbitrary<Change>> = {
	drop: fc.constant<Change>((_value, spot) => remove(spot)),
	swap: fc.constant<Change>((value, spot, other) => {
		const second = at(other);
		if (typeof value === 'object' || typeof second === 'object') return;
		put(spot, second);
		put(other, value);
	}),
	retype: fc.constant<Change>((value, spot) => {
		if (typeof value === 'number') put(spot, String(value));
		else if (typeof value === 'string') put(spot, Number(value));
		else put(spot, JSON.stringify(value));
	}),
	replace: fc.constantFrom(...OTHER_VALUES).map(
		(value): Change =>
			(_value, spot) =>
				put(spot, structuredClone(value)),
	),
	reword: fc.constantFrom(...OTHER_WORDS).map(
		(words): Change =>
			(_value, spot) =>
				put(spot, words),
	),
	rename: fc.constantFrom('X', '_id', '__proto__').map((suffix): Change => (value, spot) => {
		remove(spot);
		if (!Array.isArray(spot.parent)) Object.assign(spot.parent, { [`${spot.key}${suffix}`]: value });
	}),
	nest: fc.boolean().map(
		(inList): Change =>
			(value, spot) =>
				put(spot, inList ? [value] : { value }),
	),
	repeat: fc.constant<Change>((value, spot) => {
		if (Array.isArray(spot.parent)) spot.parent.push(structuredClone(value));
		else put(spot, [structuredClone(value), structuredClone(value)]);
	}),
	nudge: fc.constantFrom(-1, 1, 100).map((by): Change => (value, spot) => {
		if (typeof value === 'number') put(spot, value + by);
	}),
};

const anyChange = fc.oneof(...Object.values(changes));
/** A share of the way through the spots of a reply, whose number isn't known before. */
const anyShare = fc.double({ min: 0, max: 0.999_999, noNaN: true });

const changeBody: fc.Arbitrary<Lie> = fc
	.tuple(anyChange, anyShare, anyShare)
	.map(([change, one, other]): Lie => (truth) => {
		const root = readable(truth.body);
		if (root === undefined) return truth;
		const holder: Json = { root };
		const spots = spotsOf(holder);
		const [spot, second] = [one, other].map((share) => spots[Math.floor(share * spots.length)]!) as [Spot, Spot];
		change(at(spot), spot, second);
		return { ...truth, body: JSON.stringify(holder.root) ?? '' };
	});
const changeStatus: fc.Arbitrary<Lie> = fc
	.constantFrom(200, 201, 202, 204, 301, 400, 401, 403, 404, 409, 422, 429, 500, 503)
	.map((status): Lie => (truth) => ({ ...truth, status }));
const cut: fc.Arbitrary<Lie> = anyShare.map((share): Lie => (truth) => ({
	...truth,
	body: truth.body.slice(0, Math.floor(share * truth.body.length)),
}));
const drip: fc.Arbitrary<Lie> = fc.constant((truth) => ({ ...truth, drips: true }));

export const anyLie: fc.Arbitrary<Lie> = fc.oneof(
	{ weight: 8, arbitrary: changeBody },
	{ weight: 2, arbitrary: changeStatus },
	{ weight: 1, arbitrary: cut },
	{ weight: 1, arbitrary: drip },
);

function readable(text: string): Json | undefined {
	try {
		return JSON.parse(text) as Json;
	} catch {
		return undefined;
	}
}

function spotsOf(value: Json): Spot[] {
	if (typeof value !== 'object' || value === null) return [];
	const parent = value;
	return Object.keys(parent).flatMap((name) => {
		const key = Array.isArray(parent) ? Number(name) : name;
		return [{ parent, key }, ...spotsOf(at({ parent, key }))];
	});
}
