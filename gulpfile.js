// @ts-check
const { mkdir, rm, writeFile } = require('node:fs/promises');
const { dirname } = require('node:path');
const { dest, parallel, src } = require('gulp');

const DIST = 'dist';
/**
 * Byte for byte: gulp 5 would otherwise decode and encode every file as UTF-8. Its types don't know the option yet.
 *
 * @type {object}
 */
const asItIs = { encoding: false };

function clean() {
	return rm(DIST, { recursive: true, force: true });
}

/** dist/icons, so that `file:../../icons/cardCash.svg` means the same file from nodes/ and from dist/nodes/. */
function icons() {
	return src('icons/*.svg', asItIs).pipe(dest(`${DIST}/icons`));
}

function outputPreviews() {
	return src('nodes/**/__schema__/**/*.json', { ...asItIs, base: 'nodes' }).pipe(dest(`${DIST}/nodes`));
}

async function codex() {
	const { codexes } = await import('./scripts/codex.mjs');
	for (const { file, codex } of codexes('.')) {
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, `${JSON.stringify(codex, null, '\t')}\n`);
	}
}

exports.clean = clean;
exports.default = parallel(icons, outputPreviews, codex);
