import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as cardCash from '../../../nodes/CardCash/actions';
import * as cardPlusPay from '../../../nodes/CardPlusPay/actions';
import * as giftCardPartners from '../../../nodes/GiftCardPartners/actions';
import { resourceName } from '../../../nodes/shared/operation/operation';
import { type Calling, coveragePage } from '../../../scripts/endpoints/page.ts';

type Supplier = typeof cardCash | typeof cardPlusPay | typeof giftCardPartners;

function callingOf({ operations }: Supplier): Calling[] {
	return operations.map(({ panel }) => ({ ...panel, resource: resourceName(panel.resource) }));
}

const operationsOf = {
	CardCash: callingOf(cardCash),
	CardPlusPay: callingOf(cardPlusPay),
	GiftCardPartners: callingOf(giftCardPartners),
};

test('docs/coverage.md says what the operations say; `npm run coverage` writes it', () => {
	expect(readFileSync(join(__dirname, '../../../docs/coverage.md'), 'utf8')).toBe(coveragePage(operationsOf));
});

test('an endpoint that nothing calls and nothing explains is noticed', () => {
	const without = operationsOf.CardPlusPay.filter(({ name }) => name !== 'Create Order');

	expect(() => coveragePage({ ...operationsOf, CardPlusPay: without })).toThrow("nothing calls 'POST /orders'");
});

test('a call to something undocumented is noticed', () => {
	const stray = { resource: 'Order', name: 'Cancel', endpoints: ['DELETE /orders/{id}'] };

	expect(() => coveragePage({ ...operationsOf, CardPlusPay: [...operationsOf.CardPlusPay, stray] })).toThrow(
		'not documented',
	);
});
