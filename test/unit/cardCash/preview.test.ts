/* What was approved is what is sent: the hash of a preview covers the whole request. */
import * as fc from 'fast-check';

import type { Address, Checkout, OrderRequest, Payment } from '../../../nodes/CardCash/client/checkout';
import { checkoutBody } from '../../../nodes/CardCash/client/checkout';
import { CardCashClient } from '../../../nodes/CardCash/client/client';
import { parseCredential } from '../../../nodes/CardCash/client/credential';
import { CardCashGateway } from '../../../nodes/CardCash/client/gateway';
import type { MerchantId, PaymentMethodId } from '../../../nodes/CardCash/client/values';
import type { Cents } from '../../../nodes/shared/model/money';
import { toPreviewed } from '../../../nodes/shared/purchase/limits/guard';
import { previewHash } from '../../../nodes/shared/purchase/limits/previewHash';

const credential = parseCredential({
	environment: 'sandbox',
	appId: 'app',
	email: 'ops@example.com',
	password: 'secret',
});
const gateway = new CardCashGateway(new CardCashClient({} as never, credential));
const hashOf = (cart: OrderRequest) => previewHash(toPreviewed(gateway, cart, 'INV-1', []), 'key', 1_900_000_000_000);

const text = fc.constantFrom('a', 'A', 'b', 'a ');
const methodId = fc.constantFrom(1, 2).map((id) => id as unknown as PaymentMethodId);
const address = fc.record<Address>({
	firstname: text,
	lastname: text,
	street: text,
	city: text,
	state: text,
	postcode: text,
});
const payments: fc.Arbitrary<Payment> = fc.oneof(
	fc.constant<Payment>({ method: 'DRAWDOWN_ACCOUNT' }),
	fc.constant<Payment>({ method: 'STORE_CREDIT' }),
	fc.record({ method: fc.constant('ACH' as const), id: methodId }),
	fc.record({ method: fc.constant('ACH_CREDITCARD' as const), id: methodId, creditCardId: methodId }),
	fc.record({ method: fc.constant('CREDITCARD' as const), creditCardId: methodId }),
);
const cards = fc.record({
	merchantId: fc.constantFrom(412, 413).map((id) => id as MerchantId),
	faceValue: fc.constantFrom(2500 as Cents, 2501 as Cents),
	percentOff: fc.constantFrom(6, 6.01),
	type: fc.constantFrom('ecode', 'physical'),
	quantity: fc.integer({ min: 1, max: 2 }),
	isLowRisk: fc.boolean(),
}) as fc.Arbitrary<OrderRequest['cards'][number]>;
const requests: fc.Arbitrary<Required<OrderRequest>> = fc.record({
	cards: fc.array(cards, { minLength: 1, maxLength: 2 }),
	checkout: fc.record<Checkout>(
		{ payment: payments, shippingDetails: address, billingDetails: address, couponCode: text },
		{ requiredKeys: ['payment', 'shippingDetails'] },
	),
});
const bodyOf = (request: Required<OrderRequest>) => JSON.stringify(checkoutBody(request.cards, request.checkout));

test('two requests have the same hash only if they are sent alike', () => {
	fc.assert(
		fc.property(requests, requests, (one, other) => {
			expect(hashOf(one) === hashOf(other)).toBe(bodyOf(one) === bodyOf(other));
		}),
	);
});

test('a request that differs in one thing has another hash', () => {
	const keys = ['payment', 'shippingDetails', 'billingDetails', 'couponCode'] as const;
	fc.assert(
		fc.property(requests, requests, fc.constantFrom(...keys), (one, other, key) => {
			const changed = { ...one, checkout: { ...one.checkout, [key]: other.checkout[key] } };
			fc.pre(bodyOf(one) !== bodyOf(changed));
			expect(hashOf(changed)).not.toBe(hashOf(one));
		}),
	);
});
