import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectFolder } from '../places.mjs';
import { documented } from './documented.ts';
import { type Calling, coveragePage } from './page.ts';

const require = createRequire(import.meta.url);
const built = (...path: string[]): unknown => require(join(projectFolder, 'dist', 'nodes', ...path));

const { resourceName } = built('shared', 'operation', 'operation') as { resourceName(resource: string): string };

function panelsOf(supplier: string): Calling[] {
	const { operations } = built(supplier, 'actions') as { operations: Array<{ panel: Calling }> };
	return operations.map(({ panel }) => ({ ...panel, resource: resourceName(panel.resource) }));
}

const page = coveragePage(Object.fromEntries(documented.map(({ supplier }) => [supplier, panelsOf(supplier)])));
writeFileSync(join(projectFolder, 'docs/coverage.md'), page);
console.log('docs/coverage.md is written.');
