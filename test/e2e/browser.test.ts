import type { Browser } from 'playwright-core';

import type { SupplierId } from '../../simulator/frame.ts';
import { Editor, openBrowser } from './editor';
import { credentials, credentialTypeOf, ordersAt, simulator } from './stage';

let browser: Browser;
let editor: Editor;

beforeAll(async () => {
	browser = await openBrowser();
	editor = await Editor.signIn(browser);
});

afterAll(async () => {
	await browser.close();
});

beforeEach(async () => {
	await simulator.reset();
});

const NAMES: Record<SupplierId, string> = {
	cardCash: 'CardCash',
	cardPlusPay: 'CardPlusPay',
	giftCardPartners: 'Gift Card Partners',
};

async function addCreateOrder(supplier: SupplierId): Promise<void> {
	await editor.newWorkflow();
	await editor.addNode(NAMES[supplier], 'Create order');
	await editor.look(`${supplier}-create-order-empty`);
	await editor.chooseCredential(credentials[credentialTypeOf(supplier)].name);
}

/** Executes the step, and expects the one order in the supplier's books to be what the panel shows. */
async function executeAndSeeTheOrder(supplier: SupplierId, reference: string): Promise<void> {
	await editor.look(`${supplier}-create-order-filled`);
	await editor.executeStep();
	await editor.look(`${supplier}-create-order-output`);
	const booked = await ordersAt(supplier);
	expect(booked).toHaveLength(1);
	await editor.showOutputAs('json');
	await editor.look(`${supplier}-create-order-output-json`);
	const shown = await editor.output.textContent();
	expect(shown).toContain(booked[0]!.orderId);
	expect(shown).toContain(reference);
	expect(shown).toContain('confirmed');
}

describe('in n8n\'s editor', () => {
	it('buys from CardCash by hand', async () => {
		await addCreateOrder('cardCash');
		await editor.fill('orderReference', 'INV-2041');
		const cards = editor.group('cards');
		await cards.getByTestId('fixed-collection-add').click();
		await editor.pick('merchantId', 'Cinema Palace', { search: 'cinema', within: cards, look: 'cardCash-merchants' });
		await editor.pick('offer', /25/, { within: cards, look: 'cardCash-offers' });
		const shipping = editor.group('shippingDetails');
		await shipping.getByTestId('fixed-collection-add').click();
		const address = { firstname: 'Olive', lastname: 'Operator', street: '1 Main Street', city: 'Springfield', state: 'IL', postcode: '62701' };
		for (const [name, text] of Object.entries(address)) await editor.fill(name, text, shipping);
		await executeAndSeeTheOrder('cardCash', 'INV-2041');
	});

	it('buys from CardPlusPay by hand', async () => {
		await addCreateOrder('cardPlusPay');
		await editor.fill('orderReference', 'INV-2042');
		await editor.pick('itemCode', 'ACME', { search: 'acme', look: 'cardPlusPay-products' });
		await editor.fill('quantity', '2');
		await executeAndSeeTheOrder('cardPlusPay', 'INV-2042');
	});

	it('buys from Gift Card Partners by hand', async () => {
		await addCreateOrder('giftCardPartners');
		await editor.fill('orderReference', 'INV-2043');
		const lines = editor.group('lineItems');
		await editor.pick('productId', 'Corner Coffee House', { search: 'coffee', within: lines, look: 'giftCardPartners-products' });
		await editor.pick('value', /25/, { within: lines, look: 'giftCardPartners-face-values' });
		await executeAndSeeTheOrder('giftCardPartners', 'INV-2043');
	});
});
