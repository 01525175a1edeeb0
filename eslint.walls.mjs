/**
 * Which folder may import which (docs/architecture.md): `*.node.ts` -> `actions`, `methods`, `trigger` -> `client` ->
 * `shared`, never from one supplier to another, and inside `shared` only upwards in SHARED_LAYERS.
 */
import { readdirSync } from 'node:fs';

import importX, { createNodeResolver } from 'eslint-plugin-import-x';

const foldersIn = (place) =>
	readdirSync(new URL(place, import.meta.url), { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => name);

const SUPPLIERS = foldersIn('nodes/').filter((name) => name !== 'shared');

/** From the ground up: a folder imports only those above it. */
const SHARED_LAYERS = [
	'model',
	'n8n',
	'secrets',
	'http',
	'credential',
	'purchase',
	'purchase/limits',
	'panel',
	'operation',
	'execution',
	'trigger',
];

const unlisted = foldersIn('nodes/shared/').filter((name) => !SHARED_LAYERS.includes(name));
if (unlisted.length > 0) throw new Error(`nodes/shared/${unlisted[0]} has no place in SHARED_LAYERS.`);

const supplierWalls = SUPPLIERS.flatMap((supplier) => {
	const home = `./nodes/${supplier}`;
	const mayUse = (folder, ...others) => ({
		target: `${home}/${folder}`,
		from: home,
		except: [folder, ...others].map((name) => `./${name}`),
		message: `${folder} may use ${[...others, 'shared'].join(' and ')} only.`,
	});
	return [
		{
			target: home,
			from: './nodes',
			except: [`./${supplier}`, './shared'],
			message: 'A supplier never uses another supplier. What both need belongs to nodes/shared.',
		},
		mayUse('actions', 'client'),
		mayUse('methods', 'client'),
		mayUse('trigger', 'client'),
		mayUse('client'),
	];
});

const layerWalls = SHARED_LAYERS.map((layer, index) => ({
	target: `./nodes/shared/${layer}`,
	from: './nodes/shared',
	except: SHARED_LAYERS.slice(0, index + 1).map((name) => `./${name}`),
	message: `${layer} may use only what stands above it: ${SHARED_LAYERS.slice(0, index).join(', ') || 'nothing'}.`,
}));

/** `purchase/limits` lies inside `purchase`, which the layer above would let through. */
const purchaseDoesNotUseItsLimits = {
	target: './nodes/shared/purchase/!(limits)',
	from: './nodes/shared/purchase/limits',
	message: 'purchase knows limits by the SpendingGuard interface only.',
};

const zones = [
	...supplierWalls,
	...layerWalls,
	purchaseDoesNotUseItsLimits,
	{
		target: './nodes/shared',
		from: './nodes',
		except: ['./shared'],
		message: 'shared knows no supplier; it is given one by an interface.',
	},
	{
		target: ['./nodes', './credentials'],
		from: ['./simulator', './test', './scripts'],
		message: 'The package knows nothing of what tests it.',
	},
	{
		target: './simulator',
		from: ['./nodes', './credentials', './test', './dist'],
		message:
			'The simulator is written from the contracts alone: a misunderstanding shared with the nodes would hide from tests.',
	},
	...['./nodes', './credentials', './simulator', './scripts', './test'].map((from) => ({
		target: './test/checker',
		from,
		except: from === './test' ? ['./checker'] : [],
		message: 'The checker judges the package and shares no code with it, nor with what else tests it.',
	})),
	{
		target: './test/model/!(replay).ts',
		from: ['./nodes', './simulator', './dist'],
		message: 'The model says by itself what a purchase does; only its traces meet the package.',
	},
];

export const walls = [
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'simulator/**/*.ts', 'test/{checker,model}/**/*.ts'],
		plugins: { 'import-x': importX },
		settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.json'] })] },
		rules: { 'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }] },
	},
	{
		files: ['nodes/shared/model/**/*.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{ patterns: [{ regex: '^(?!\\./)', message: 'shared/model imports nothing from outside itself.' }] },
			],
		},
	},
];
