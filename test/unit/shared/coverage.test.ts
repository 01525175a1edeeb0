import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Operation } from '../../../nodes/shared/operation/operation';
import { resourceName } from '../../../nodes/shared/operation/operation';
import { documented } from '../../../scripts/endpoints/documented.ts';
import { type Calling, coveragePage } from '../../../scripts/endpoints/page.ts';

function callingOf(supplier: string): Calling[] {
	const { operations } = jest.requireActual<{ operations: Array<Operation<never>> }>(
		`../../../nodes/${supplier}/actions`,
	);
	return operations.map(({ panel }) => ({ ...panel, resource: resourceName(panel.resource) }));
}

const operationsOf = Object.fromEntries(documented.map(({ supplier }) => [supplier, callingOf(supplier)]));

test('docs/coverage.md says what the operations say; `npm run coverage` writes it', () => {
	expect(readFileSync(join(__dirname, '../../../docs/coverage.md'), 'utf8')).toBe(coveragePage(operationsOf));
});

test('an endpoint that nothing calls and nothing explains is noticed', () => {
	const without = operationsOf.CardPlusPay!.filter(({ name }) => name !== 'Create Order');

	expect(() => coveragePage({ ...operationsOf, CardPlusPay: without })).toThrow("nothing calls 'POST /orders'");
});

test('a call to something undocumented is noticed', () => {
	const stray = { resource: 'Order', name: 'Cancel', endpoints: ['DELETE /orders/{id}'] };

	expect(() => coveragePage({ ...operationsOf, CardPlusPay: [...operationsOf.CardPlusPay!, stray] })).toThrow(
		'not documented',
	);
});
