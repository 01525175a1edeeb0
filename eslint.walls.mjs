/**
 * Which room may use which: imports run
 * `*.node.ts` -> `actions`, `methods` -> `supplier` -> `shared`, and never from one supplier to another.
 */
import { readdirSync } from 'node:fs';

import importX, { createNodeResolver } from 'eslint-plugin-import-x';

const SUPPLIERS = readdirSync(new URL('nodes/', import.meta.url), { withFileTypes: true })
	.filter((entry) => entry.isDirectory() && entry.name !== 'shared')
	.map((entry) => entry.name);

const supplierWalls = SUPPLIERS.flatMap((supplier) => {
	const room = `./nodes/${supplier}`;
	return [
		{
			target: room,
			from: './nodes',
			except: [`./${supplier}`, './shared'],
			message: 'A supplier never uses another supplier. What both need belongs to nodes/shared.',
		},
		{
			target: [`${room}/actions`],
			from: room,
			except: ['./actions', './supplier'],
			message: 'actions may use supplier and shared only.',
		},
		{
			target: [`${room}/methods`],
			from: room,
			except: ['./methods', './supplier'],
			message: 'methods may use supplier and shared only.',
		},
		{
			target: [`${room}/supplier`],
			from: room,
			except: ['./supplier'],
			message: 'supplier may use shared only.',
		},
	];
});

const zones = [
	...supplierWalls,
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
];

export const walls = [
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'simulator/**/*.ts'],
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
