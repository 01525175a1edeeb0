/*
 * A supplier may send codes under keys that nobody has documented, in whatever shape. Here every reply to every operation
 * has some planted into it, and all that n8n keeps of the run is searched for them.
 */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { rigs, type SupplierId } from '../../rigs';
import type { RunningSupplier } from '../../rigs/rig';
import { Counter, everyOperation } from '../everyOperation';
import { CODE_KEYS as KEYS_OF_CREDENTIAL } from '../everyOperation/counter';
import { type Engine, type NodeRunOptions, openEngine } from '../harness/engine';
import { type Meddle, type Meddler, startMeddler } from '../harness/meddler';
import { startVirtualTime, type VirtualTime } from '../harness/time';

const CODE = 'KX7Q-PLANTED-2208';
const NUMBER = 9_876_501_234_567;
const PLANTED = /planted|98765012345/i;

type Shape = (code: string | number) => unknown;
const SHAPES: Shape[] = [
	(code) => code,
	(code) => [code],
	(code) => [[{ deep: [code] }]],
	(code) => ({ href: `https://claim.example/${code}` }),
	(code) => ({ value: code, label: 'Pin' }),
	(code) => `Your code is ${code}.`,
	(code) => ({ [`K${code}`]: true, [String(code)]: { used: false } }),
	(code) => ({ id: code, status: code, type: [code], number: code, cards: [code], name: code }),
];
const KEYS = [
	'redeemCode', 'cardPin', 'voucher', 'securityCode', 'claim', 'eGiftUrl', 'gift_pin', 'Codes2', 'track2', 'qr', 'Pincode',
	'accessNumber', 'cvv', 'giftcard', 'delivery', 'redemption', 'token', 'e-code', 'Links', 'extra', '', 'x y', 'constructor',
]; // prettier-ignore

interface Plant {
	key: string;
	shape: Shape;
	code: string | number;
}
const plant: fc.Arbitrary<Plant> = fc.record({
	key: fc.oneof(
		fc.constantFrom(...KEYS),
		fc.stringMatching(/^[a-zA-Z_]{3,12}$/).map((word) => `zz${word}`),
	),
	shape: fc.constantFrom(...SHAPES),
	code: fc.constantFrom<string | number>(CODE, NUMBER),
});

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Into every object of a reply. */
function planted(body: unknown, plants: Plant[]): unknown {
	if (Array.isArray(body)) return body.map((entry) => planted(entry, plants));
	// An empty object may say that there is nothing, as CardCash's cart does.
	if (!isObject(body) || Object.keys(body).length === 0) return body;
	const own = Object.entries(body).map(([key, value]): [string, unknown] => [key, planted(value, plants)]);
	const taken = new Set(Object.keys(body).map((key) => key.toLowerCase()));
	const extra = plants.filter(({ key }) => !taken.has(key.toLowerCase()));
	return Object.fromEntries([...own, ...extra.map(({ key, shape, code }) => [key, shape(code)] as const)]);
}

const FREE_TEXTS = new Set([
	'message',
	'description',
	'reason',
	'note',
	'buymessage',
	'tooltipmessages',
	'redemptionnote',
	'warningmessage',
]);

/** Into every free text of a reply. */
function plantedInTexts(body: unknown, name = ''): unknown {
	if (Array.isArray(body)) return body.map((entry) => plantedInTexts(entry, name));
	if (isObject(body))
		return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, plantedInTexts(value, key)]));
	return typeof body === 'string' && FREE_TEXTS.has(name.toLowerCase())
		? `${body} ${CODE} ${NUMBER} https://x.example/${CODE}`
		: body;
}

/** In place of what a key is documented to hold, in another shape: some operations can't go on then. */
function replaced(body: unknown, wanted: string, shape: unknown): unknown {
	if (Array.isArray(body)) return body.map((entry) => replaced(entry, wanted, shape));
	if (!isObject(body)) return body;
	const entries = Object.entries(body).map(([key, value]) => [
		key,
		key === wanted ? shape : replaced(value, wanted, shape),
	]);
	return Object.fromEntries(entries);
}

let engine: Engine;
let time: VirtualTime;
beforeAll(async () => {
	engine = await openEngine();
});

/** What shows codes, as the SECURITY.md says: with them masked or encrypted, it must not either. */
const SHOW_CODES = ['card/getSecureData', 'cardPlusPay order/create'];
const formsOf = (id: SupplierId, played: string): IDataObject[] => {
	const codes = SHOW_CODES.includes(played)
		? ['masked', 'encrypted']
		: SHOW_CODES.includes(`${id} ${played}`)
			? ['encrypted']
			: [undefined];
	return codes.flatMap((as) => [true, false].map((simplify) => ({ simplify, ...(as ? { codes: as } : {}) })));
};

describe.each(Object.keys(everyOperation) as SupplierId[])('%s', (id) => {
	let supplier: RunningSupplier;
	let meddler: Meddler;
	beforeAll(async () => {
		supplier = await rigs[id].start();
		meddler = await startMeddler(supplier.url);
	});
	afterAll(async () => {
		await meddler.stop();
		await supplier.stop();
	});
	beforeEach(() => {
		time = startVirtualTime({ clocks: [supplier.clock] });
	});
	afterEach(() => {
		time.stop();
		meddler.meddle = (body) => body;
	});

	/** Everything that n8n keeps of playing an operation in one form. */
	async function traces(played: string, form: IDataObject, meddle: Meddle, mayFail: boolean): Promise<string[]> {
		const kept: string[] = [];
		const { publicKey } = KEYS_OF_CREDENTIAL;
		const changed = Object.assign(Object.create(engine) as Engine, {
			runNode: async (options: NodeRunOptions) => {
				const isPlayed = `${String(options.parameters?.resource)}/${String(options.parameters?.operation)}` === played;
				meddler.meddle = isPlayed ? meddle : (body) => body;
				const parameters = isPlayed ? { ...options.parameters, ...form, publicKey } : options.parameters;
				// A node of its own: what it remembers must not stand where another node keeps its lock.
				const nodeId = isPlayed ? 'played' : options.nodeId;
				const run = await engine.runNode({ ...options, parameters, nodeId });
				if (isPlayed) kept.push(`${run.stored} ${JSON.stringify(run.hints)}`);
				return run;
			},
			pollTrigger: (options: Parameters<Engine['pollTrigger']>[0]) => {
				meddler.meddle = meddle;
				return engine.pollTrigger({ ...options, parameters: { ...options.parameters, ...form } });
			},
		});
		const counter = new Counter(changed, { ...supplier, url: meddler.url }, rigs[id], played);
		const playing = everyOperation[id][played]!(counter);
		await (mayFail ? playing.catch(() => undefined) : playing);
		return [...kept, JSON.stringify(counter.items)];
	}

	const search = async (played: string, meddle: Meddle, { mayFail = false } = {}): Promise<void> => {
		for (const form of formsOf(id, played)) {
			const kept = await traces(played, form, meddle, mayFail);
			expect(mayFail || kept.join('').length > 2).toBe(true);
			for (const text of kept) expect(PLANTED.exec(text)?.[0] && [form, around(text)]).toBeFalsy();
		}
	};

	test.each(Object.keys(everyOperation[id]))(
		'%s shows no code under a key that nobody has declared',
		async (played) => {
			await fc.assert(
				fc.asyncProperty(fc.array(plant, { minLength: 3, maxLength: 8 }), async (plants) => {
					await search(played, (body) => planted(body, plants));
				}),
				{ numRuns: 2 },
			);
		},
	);

	test.each(Object.keys(everyOperation[id]))('%s shows no code that stands in a text', async (played) => {
		await search(played, (body) => plantedInTexts(body));
	});

	test.each(Object.keys(everyOperation[id]))('%s shows no code in place of something else', async (played) => {
		const names = new Set<string>();
		await traces(played, {}, (body) => (collectKeys(body, names), body), true);
		if (names.size === 0) return;
		const shapes = [{ zzCode: CODE, zzList: [NUMBER] }, [{ zzPin: NUMBER }, [CODE]], [CODE, NUMBER]];
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...names), fc.constantFrom(...shapes), async (name, shape) => {
				await search(played, (body) => replaced(body, name, shape), { mayFail: true });
			}),
			{ numRuns: 3 },
		);
	});
});

const around = (text: string) => {
	const at = PLANTED.exec(text)!.index;
	return text.slice(Math.max(0, at - 120), at + 40);
};

function collectKeys(body: unknown, names: Set<string>): void {
	if (Array.isArray(body)) for (const entry of body) collectKeys(entry, names);
	if (!isObject(body)) return;
	for (const [key, value] of Object.entries(body)) {
		names.add(key);
		collectKeys(value, names);
	}
}
