/* Names that every object has (`constructor`, `__proto__`, ...) are words like any others when a supplier says them. */
import { describeOffer } from '../../../nodes/CardCash/client/offer';
import { toOrderState } from '../../../nodes/CardCash/client/orderStatus';
import { plainCard } from '../../../nodes/CardPlusPay/client/order';
import { toQuery } from '../../../nodes/CardPlusPay/client/catalogue';
import { toWireOrder } from '../../../nodes/CardPlusPay/client/wireOrder';
import { toSupplierOrder } from '../../../nodes/GiftCardPartners/client/order';
import { toPanelName } from '../../../nodes/GiftCardPartners/client/panelNames';
import { parseSecureData } from '../../../nodes/GiftCardPartners/client/secureData';
import { withoutReply } from '../../../nodes/shared/http/request';
import type { JsonObject } from '../../../nodes/shared/model/json';
import { omitUndefined, ownValue, toObject } from '../../../nodes/shared/model/json';
import { parseJson } from '../../../nodes/shared/model/parseJson';
import type { Cents } from '../../../nodes/shared/model/money';
import type { Order } from '../../../nodes/shared/model/order';
import { ProblemError } from '../../../nodes/shared/model/problem';
import { encryptedCodes, maskedCodes, plainCodes } from '../../../nodes/shared/secrets/codes';
import { maskBody } from '../../../nodes/shared/secrets/mask';
import { parsePublicKey } from '../../../nodes/shared/secrets/publicKey';
import { scrubbed } from '../../../nodes/shared/secrets/scrub';
import { shown } from '../../../nodes/shared/secrets/shown';
import { isKnown } from '../../../nodes/shared/trigger/pollState';
import { PUBLIC_KEY } from '../../rigs/keys';

const NAMES = [...Object.getOwnPropertyNames(Object.prototype), 'prototype'];

afterEach(() => {
	for (const name of ['polluted', 'status', 'number']) expect(toObject({})[name]).toBeUndefined();
});

describe.each(NAMES)('%s', (name) => {
	it('is no entry of a table', () => {
		expect(ownValue<unknown>({ known: 1 }, name)).toBeUndefined();
		expect(toOrderState(name).status).toBe('unknown');
		expect(describeOffer({ faceValue: 2500 as Cents, percentOff: 6, type: name, isLowRisk: false }, {})).toContain(
			name,
		);
		for (const property of [name, `LineItems[0].${name}`, `LineItems[0].Personalization.${name}`]) {
			expect(toPanelName({ property, message: 'x' }, [1])).toContain(name);
		}
		expect(toQuery({ [name]: 'x' } as never)).toEqual({});
		expect(withoutReply({ code: name })).toMatchObject({ kind: 'lost' });
		const order = toSupplierOrder({ Id: 'A', Type: name, Status: name })!;
		expect(order.order.status).toBe('unknown');
		expect(() => parseSecureData(order)).toThrow(ProblemError);
	});

	it('is no order that the trigger has seen', () => {
		const state = { account: 'a', seen: {}, open: [] };
		expect(isKnown(state as never, { order: { orderId: name } as Order, rank: '1' })).toBe(false);
	});

	it('as a key of a reply changes no object, wherever the reply goes', () => {
		const text = `{"${name}":{"polluted":1,"status":"paid","number":"1"},"codes":[{"code":"A","${name}":{"polluted":1},"metadata":[{"${name}":"x"}]}],"order_id":7}`;
		const body = toObject(parseJson(text));
		const wire = toWireOrder(body)!;
		const declared = shown({ order_id: 'id' });
		const all: unknown[] = [
			body,
			{ ...body },
			omitUndefined(body),
			scrubbed(body, ['secret']),
			maskBody(body, declared),
			plainCodes.body(body, declared),
			maskedCodes().value(body),
			encryptedCodes(parsePublicKey(PUBLIC_KEY)).body(body, declared),
			plainCard(wire.codes![0]!),
			plainCard(wire.codes![0]!).metadata,
		];
		for (const value of all) {
			expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
			expect((value as JsonObject).polluted).toBeUndefined();
		}
		expect(wire.codes![0]!.pin).toBeUndefined();
	});
});
