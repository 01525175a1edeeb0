import { toBalance, toTransaction } from '../../../nodes/CardCash/client/account';
import { toWalletCard } from '../../../nodes/CardCash/client/card';
import { toOrderFromDetail, toOrderFromListEntry, toOrderFromStatus } from '../../../nodes/CardCash/client/order';
import { toOrderState } from '../../../nodes/CardCash/client/orderStatus';
import { readableUntil, toSecureData } from '../../../nodes/CardCash/client/secureData';
import { minInStock, toMerchant, toProduct } from '../../../nodes/CardCash/client/stock';
import type { OrderId } from '../../../nodes/CardCash/client/values';
import { toCardId, toMerchantId, toOrderId } from '../../../nodes/CardCash/client/values';
import { SHOWN_OF_WALLET_CARD } from '../../../nodes/CardCash/client/shown';
import type { JsonObject } from '../../../nodes/shared/model/json';
import { maskBody } from '../../../nodes/shared/secrets/mask';

const UUID = '9c1e6a52-8f1d-4a37-9f0e-0d5c1b7a2e44' as OrderId;

describe('the state of an order', () => {
	test.each<[string | undefined, string, boolean, boolean]>([
		['Checkout', 'pending', false, false],
		['Pending', 'pending', false, false],
		['Processing', 'processing', false, false],
		['Fulfillment', 'processing', false, false],
		['Digitally Delivered', 'fulfilled', true, true],
		[' shipped ', 'fulfilled', true, true],
		['CANCELED', 'canceled', true, false],
		['Hold', 'needsAttention', false, false],
		['Review', 'needsAttention', false, false],
		['Payment Initiated', 'unknown', false, false],
		[undefined, 'unknown', false, false],
	])('"%s" is %s', (text, status, isFinal, isFulfilled) => {
		expect(toOrderState(text)).toEqual({ status, isFinal, isFulfilled });
	});

	test('delivered cards count before a text that says the order is being processed', () => {
		expect(toOrderState('Processing', { done: 2, of: 2 })).toEqual({
			status: 'fulfilled',
			isFinal: true,
			isFulfilled: true,
		});
		expect(toOrderState('Processing', { done: 1, of: 2 })).toEqual({
			status: 'partiallyFulfilled',
			isFinal: false,
			isFulfilled: false,
		});
		expect(toOrderState('Processing', { done: 0, of: 0 })).toEqual({
			status: 'processing',
			isFinal: false,
			isFulfilled: false,
		});
	});

	test('an order that needs a person stays so, though its codes can be read; a canceled one stays canceled', () => {
		expect(toOrderState('Review', { done: 1, of: 1 })).toEqual({
			status: 'needsAttention',
			isFinal: false,
			isFulfilled: true,
		});
		expect(toOrderState('Canceled', { done: 1, of: 1 })).toEqual({
			status: 'canceled',
			isFinal: true,
			isFulfilled: false,
		});
	});
});

test('the three replies about an order give the same ids and amounts', () => {
	const detail: JsonObject = {
		id: 70031,
		orderId: UUID,
		status: 'Pending',
		datePurchased: '2026-03-02T08:00:00.000Z',
		total: { order: '47.00', faceValue: '50.00', due: '46.06' },
		cards: [
			{
				id: 11,
				fulfilled: false,
				merchantId: 412,
				merchantName: 'Cinema Palace',
				amount: { balance: 50, cost: 47 },
				type: 'eGift Card',
				number: null,
				pin: null,
			},
		],
	};
	const status: JsonObject = {
		orderId: 70031,
		uuid: UUID,
		amount: '46.06',
		statusText: 'Pending',
		datePurchased: '2026-03-02T08:00:00.000Z',
		cards: [],
	};
	const listed: JsonObject = {
		id: UUID,
		orderId: 70031,
		status: 'Pending',
		total: '46.06',
		datePurchased: '2026-03-02T08:00:00.000Z',
		cards: { merchants: [412], face_value: 50, cash_value: 47, qty: 1 },
	};
	const common = {
		supplier: 'CardCash',
		orderId: UUID,
		orderNumber: '70031',
		status: 'pending',
		total: 46.06,
		createdAt: '2026-03-02T08:00:00.000Z',
	};

	expect(toOrderFromDetail(detail, UUID).order).toMatchObject({
		...common,
		faceValue: 50,
		cards: [{ cardId: '11', brand: 'Cinema Palace', faceValue: 50, cost: 47, isFulfilled: false }],
	});
	expect(toOrderFromStatus(status, UUID).order).toMatchObject(common);
	expect(toOrderFromListEntry(listed)!.order).toMatchObject({ ...common, faceValue: 50 });
	expect(toOrderFromListEntry({ ...listed, id: 70031 })).toBeUndefined();
});

test('an order with hardly any fields gets no made-up ones', () => {
	expect(toOrderFromDetail({ status: null, total: { due: 'n/a' } }, UUID).order).toEqual({
		supplier: 'CardCash',
		orderId: UUID,
		status: 'unknown',
		isFinal: false,
		isFulfilled: false,
		cards: [],
	});
});

test('stock and merchants keep what is there and leave out what is null', () => {
	const merchantId = toMerchantId('412')!;
	expect(
		toProduct(
			{ id: 'inv-7', faceValue: 25, percentOff: 6, cost: 23.5, qty: 4, type: 'ecode', isLowRisk: true, isNew: false },
			merchantId,
			{},
		),
	).toEqual({
		productId: 'inv-7',
		merchantId: '412',
		faceValue: 25,
		price: 23.5,
		discountPercent: 6,
		quantityAvailable: 4,
		type: 'ecode',
		isLowRisk: true,
	});
	expect(toProduct({ faceValue: 25 }, merchantId, {})).toBeUndefined();
	expect(toMerchant({ id: 7, name: 'Spa', minFaceValue: null, aliases: null })).toEqual({
		merchantId: '7',
		brand: 'Spa',
		aliases: [],
	});
	expect(toMerchant({ name: 'nameless' })).toBeUndefined();
});

describe('codes', () => {
	test('a wallet card shows its last four digits and no more', () => {
		expect(
			toWalletCard({
				id: 5,
				number: 'XXXXXXXX1234',
				amount: { balance: 25, currentBalance: '20.5' },
				status: 'ACTIVE',
				pin: 'XX12',
			}),
		).toEqual({
			cardId: '5',
			number: '••••1234',
			faceValue: 25,
			currentBalance: 20.5,
			status: 'active',
		});
		expect(toWalletCard({ id: 5, numberLastFour: '0042' }).number).toBe('••••0042');
	});

	test('the barcode that CardCash forgets to mask is masked in the raw body, however deep', () => {
		const body = {
			merchant: { name: 'A', barcode: { format: 'CODE128', contents: '6006491234567890' } },
			number: 'XXXX1234',
			pin: '',
			order: { orderNum: 7 },
		};
		expect(maskBody(body, SHOWN_OF_WALLET_CARD)).toEqual({
			merchant: { name: 'A', barcode: { format: 'CODE128', contents: '••••' } },
			number: '••••',
			pin: '',
			order: { orderNum: 7 },
		});
	});

	test('a link under any key is found, empty fields are left out, and the others are kept', () => {
		expect(
			toSecureData({
				number: '',
				pin: '',
				barcode: '',
				claimAt: ' https://claim.example/x ',
				note: 'call us',
				extra: null,
			}),
		).toEqual({
			redemptionUrl: 'https://claim.example/x',
			otherFields: { note: 'call us' },
		});
		expect(toSecureData({ number: '0012', pin: '0000', barcode: '990012' })).toEqual({
			number: '0012',
			pin: '0000',
			barcode: '990012',
		});
	});

	test('they can be read for 24 hours from the purchase', () => {
		expect(readableUntil('2026-03-02T08:00:00.000Z')).toBe('2026-03-03T08:00:00.000Z');
		expect(readableUntil(null)).toBeUndefined();
	});
});

test('a balance needs an available amount; a transaction may be negative', () => {
	expect(toBalance({ balance: 100, availableBalance: '75.50', pendingBalance: 24.5, isActive: true })).toEqual({
		available: 75.5,
		pending: 24.5,
		total: 100,
		isActive: true,
	});
	expect(toBalance({ balance: 100 })).toBeUndefined();
	expect(
		toTransaction({ id: 3, amount: -46.06, balance: 10, description: 'Order #70031', type: 'Purchase', date: 'soon' }),
	).toEqual({
		transactionId: '3',
		type: 'Purchase',
		amount: -46.06,
		balanceAfter: 10,
		description: 'Order #70031',
		orderNumber: '70031',
	});
});

test.each([
	[toOrderId, ' 9C1E6A52-8F1D-4A37-9F0E-0D5C1B7A2E44 ', UUID],
	[toOrderId, '70031', undefined],
	[toOrderId, `${UUID}/../x`, undefined],
	[toCardId, 5000123, '5000123'],
	[toCardId, '-5', undefined],
	[toCardId, 1.5, undefined],
	[toMerchantId, ' 412 ', 412],
	[toMerchantId, '0', undefined],
	[toMerchantId, '9'.repeat(17), undefined],
	[toMerchantId, null, undefined],
])('%p reads %p as %p', (read, value, expected) => {
	expect(read(value)).toBe(expected);
});

test.each<[JsonObject, number | undefined]>([
	[{ cardsAvailable: 700, ecodesAvailable: 1600, physicalAvailable: 100 }, 1600],
	[{ cardsAvailable: 0, ecodesAvailable: 0, physicalAvailable: 0, newAvailable: true }, 1],
	[{ cardsAvailable: 0, newAvailable: false }, 0],
	[{ cardsAvailable: null }, undefined],
])('a merchant with the overlapping counts %j has at least %p cards', (merchant, count) => {
	expect(minInStock(toMerchant({ id: 7, ...merchant })!)).toBe(count);
});
