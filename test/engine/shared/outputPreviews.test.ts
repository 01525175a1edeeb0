/*
 * The editor shows what an operation gives before it has run: n8n reads dist/nodes/<node>/__schema__/v1.0.0/<resource>/
 * <operation>.json. `npm run previews` writes these files from what comes out here.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

import Ajv from 'ajv';
import { resolveOutputSchemaPath } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';

import { rigs, type SupplierId } from '../../rigs';
import type { RunningSupplier } from '../../rigs/rig';
import { Counter, everyOperation } from '../everyOperation';
import { fieldsIn, placesOf, type Preview, previewOf } from '../everyOperation/outputPreview';
import { type Engine, openEngine } from '../harness/engine';
import { startVirtualTime, type VirtualTime } from '../harness/time';

const PROJECT = join(__dirname, '../../..');
const PACKAGE = process.env.GIFT_CARDS_PACKAGE ?? PROJECT;
const isWriting = process.env.WRITE_OUTPUT_PREVIEWS === '1';

/** What CardPlusPay says of its API comes out as it is (docs/contracts/cardpluspay.md 2). */
const OF_THE_SUPPLIER = ['cardPlusPay account/getApiInfo'];

const SUPPLIERS = Object.keys(everyOperation) as SupplierId[];
const { n8n } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { n8n: { nodes: string[] } };
const folderOf = (supplier: SupplierId): string => {
	const file = n8n.nodes.find((node) => basename(node).toLowerCase() === `${supplier}.node.js`.toLowerCase());
	return join(PACKAGE, dirname(file!));
};

/** Where n8n looks for it. A trigger has neither resource nor operation, and shares the folder of its supplier's node. */
function fileFor(supplier: SupplierId, played: string): string {
	const version = 1; // of the nodes: n8n makes v1.0.0 of it
	if (played === 'trigger') return join(folderOf(supplier), '__schema__/v1.0.0/output.json');
	const [resource, operation] = played.split('/');
	return resolveOutputSchemaPath({ nodeDir: folderOf(supplier), version, resource, operation })!;
}

let engine: Engine;
const running = new Map<SupplierId, RunningSupplier>();
let time: VirtualTime;
beforeAll(async () => {
	engine = await openEngine();
	for (const supplier of SUPPLIERS) running.set(supplier, await rigs[supplier].start());
});
afterAll(async () => await Promise.all([...running.values()].map(async (supplier) => await supplier.stop())));
beforeEach(() => (time = startVirtualTime({ clocks: [...running.values()].map(({ clock }) => clock) })));
afterEach(() => time.stop());

/** As the panel offers them, to people. */
function offered(supplier: SupplierId): string[] {
	const { nodeTypes } = engine.installed;
	const { properties } = nodeTypes.getByNameAndVersion(engine.installed.fullNodeType(supplier), 1).description;
	return properties
		.filter(({ name, displayOptions }) => name === 'operation' && !displayOptions?.show?.['@tool'])
		.flatMap(({ options = [], displayOptions }) =>
			options.map(
				(option) => `${String(displayOptions?.show?.resource?.[0])}/${String('value' in option && option.value)}`,
			),
		);
}

async function play(supplier: SupplierId, played: string): Promise<IDataObject[]> {
	const counter = new Counter(engine, running.get(supplier)!, rigs[supplier], played);
	await everyOperation[supplier][played]!(counter);
	return counter.items;
}

test.each(SUPPLIERS)('every operation of %s is played, and has a preview; no other has', (supplier) => {
	const played = [...offered(supplier), 'trigger'].sort();
	expect(Object.keys(everyOperation[supplier]).sort()).toEqual(played);

	const folder = join(folderOf(supplier), '__schema__');
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
	expect(files.sort()).toEqual(played.map((name) => relative(folder, fileFor(supplier, name))).sort());
});

/** What a preview is made of: types, and no place for a value. */
const FORM = ['type', 'properties', 'required', 'additionalProperties', 'items', 'version'];

function keywordsIn(place: Preview): string[] {
	const inside = [...Object.values(place.properties ?? {}), ...(place.items ? [place.items] : [])];
	return [...Object.keys(place), ...inside.flatMap(keywordsIn)];
}

/** Into nodes/, from where a build takes it to `file`. */
function write(file: string, preview: Preview): void {
	const source = join(PROJECT, relative(join(PACKAGE, 'dist'), file));
	mkdirSync(dirname(source), { recursive: true });
	writeFileSync(source, `${JSON.stringify(preview, null, '\t')}\n`);
}

const EVERY = SUPPLIERS.flatMap((supplier) =>
	Object.keys(everyOperation[supplier]).map((played): [SupplierId, string] => [supplier, played]),
);

test.each(EVERY)('the preview of %s %s shows what comes out, and nothing else', async (supplier, played) => {
	const items = await play(supplier, played);
	const file = fileFor(supplier, played);
	if (isWriting) return write(file, previewOf(items, !OF_THE_SUPPLIER.includes(`${supplier} ${played}`)));
	const preview = JSON.parse(readFileSync(file, 'utf8')) as Preview;

	// Without properties the editor takes it for no preview at all.
	expect(preview).toMatchObject({ type: 'object', properties: expect.anything() });
	expect(FORM).toEqual(expect.arrayContaining(keywordsIn(preview)));
	for (const place of placesOf(preview)) expect(place).toMatch(/^[a-zA-Z.[\]]+$/);

	const ajv = new Ajv({ allErrors: true });
	const isRight = ajv.compile(preview);
	for (const item of items) {
		expect({ isRight: isRight(item), why: ajv.errorsText(isRight.errors), item }).toMatchObject({ isRight: true });
	}
	const cameOut = new Set(items.flatMap((item) => fieldsIn(item)));
	expect(placesOf(preview).filter((place) => !cameOut.has(place))).toEqual([]);
});
