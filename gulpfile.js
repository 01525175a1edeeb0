// @ts-check
const { rm } = require('node:fs/promises');
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

function codexAndOutputPreviews() {
	return src(['nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], { ...asItIs, base: 'nodes' }).pipe(
		dest(`${DIST}/nodes`),
	);
}

exports.clean = clean;
exports.default = parallel(icons, codexAndOutputPreviews);
