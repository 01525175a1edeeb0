/** Builds the fourth supplier into a package of its own that shares `nodes/shared` with the built package. */
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { transformSync } from '@swc/core';

import { codexes } from '../../../scripts/codex.mjs';

const PROJECT = join(__dirname, '../../..');

let built: Promise<string> | undefined;

/** @returns the package's directory, one for each of Jest's workers */
export async function buildFourthSupplier(): Promise<string> {
	return await (built ??= build());
}

async function build(): Promise<string> {
	const target = join(PROJECT, '.cache/conformance', process.env.JEST_WORKER_ID ?? '1');
	rmSync(target, { recursive: true, force: true });
	for (const folder of ['nodes', 'credentials', 'icons']) {
		for (const entry of readdirSync(join(__dirname, folder), { recursive: true, withFileTypes: true })) {
			const source = join(entry.parentPath, entry.name);
			if (entry.isFile()) compile(source, source.replace(__dirname, join(target, 'dist')));
		}
	}
	const shared = join(process.env.GIFT_CARDS_PACKAGE ?? PROJECT, 'dist/nodes/shared');
	symlinkSync(shared, join(target, 'dist/nodes/shared'), 'junction');
	for (const { file, codex } of codexes(__dirname)) writeFileSync(join(target, file), JSON.stringify(codex));
	writeFileSync(join(target, 'package.json'), readFileSync(join(__dirname, 'package.json')));
	return target;
}

function compile(source: string, target: string): void {
	mkdirSync(dirname(target), { recursive: true });
	const text = readFileSync(source, 'utf8');
	if (!source.endsWith('.ts')) return writeFileSync(target, text);
	const { code } = transformSync(text, {
		jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
		module: { type: 'commonjs' },
	});
	writeFileSync(target.replace(/ts$/, 'js'), code);
}
