// npm run coverage: writes docs/coverage.md from the operations of the built package.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { coveragePage } from './endpoints/page.ts';
import { projectFolder } from './places.mjs';

const require = createRequire(import.meta.url);
const { resourceName } = require(join(projectFolder, 'dist/nodes/shared/operation/operation'));
const panelsOf = (supplier) => {
	const { operations } = require(join(projectFolder, 'dist/nodes', supplier, 'actions'));
	return operations.map(({ panel }) => ({ ...panel, resource: resourceName(panel.resource) }));
};
const page = coveragePage(
	Object.fromEntries(['CardCash', 'CardPlusPay', 'GiftCardPartners'].map((name) => [name, panelsOf(name)])),
);
writeFileSync(join(projectFolder, 'docs/coverage.md'), page);
console.log('docs/coverage.md is written.');
