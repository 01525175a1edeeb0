import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

import { projectFolder } from '../../scripts/places.mjs';
import type { SupplierId } from '../../simulator/frame.ts';
import { Editor, openBrowser } from './editor';
import type { Theme } from './editor';
import { credentialFields, credentials, credentialTypeOf, n8n, ordersAt, simulator } from './stage';
import { executionsOf, itemsOf } from './workflows';

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

/** What staff do to buy from each supplier, from the credential to the last field. */
const FILL_IN: Record<SupplierId, (reference: string) => Promise<void>> = {
	async cardCash(reference) {
		await editor.fill('orderReference', reference);
		const cards = editor.group('cards');
		await editor.pick('merchantId', 'Cinema Palace', { search: 'cinema', within: cards, look: 'cardCash-merchants' });
		await editor.pick('offer', '25.00', { within: cards, look: 'cardCash-offers' });
		const shipping = editor.group('shippingDetails');
		await shipping.getByTestId('fixed-collection-add').click();
		await editor.fill('firstname', 'Olive', shipping);
		await editor.fill('lastname', 'Operator', shipping);
		await editor.fill('street', '1 Main Street', shipping);
		await editor.fill('city', 'Springfield', shipping);
		await editor.fill('state', 'IL', shipping);
		await editor.fill('postcode', '62701', shipping);
	},
	async cardPlusPay(reference) {
		await editor.fill('orderReference', reference);
		await editor.pick('itemCode', 'ACME 10.00', { search: 'acme', look: 'cardPlusPay-products' });
		await editor.fill('quantity', '2');
	},
	async giftCardPartners(reference) {
		await editor.fill('orderReference', reference);
		const lines = editor.group('lineItems');
		await editor.pick('productId', 'Corner Coffee House', {
			search: 'coffee',
			within: lines,
			look: 'giftCardPartners-products',
		});
		await editor.pick('value', '25', { within: lines, look: 'giftCardPartners-face-values' });
	},
};

describe.each(Object.keys(NAMES) as SupplierId[])("%s in n8n's editor", (supplier) => {
	it('is added from the nodes panel, filled in by hand, and buys one order', async () => {
		const reference = 'INV-2041';
		await editor.newWorkflow();
		await editor.addNode(NAMES[supplier], 'Create order');
		await editor.look(`${supplier}-create-order-empty`);
		await editor.chooseCredential(credentials[credentialTypeOf(supplier)].name);
		await FILL_IN[supplier](reference);
		await editor.look(`${supplier}-create-order-filled`);
		await editor.executeStep();
		await editor.look(`${supplier}-create-order-output`);
		await editor.showOutputAs('json');
		await editor.scrollPanelUp();
		await editor.look(`${supplier}-create-order-output-json`);
		if (supplier === 'cardCash') await updateImage('create-order');
		const shown = await editor.output.textContent();
		await editor.closePanel();
		await editor.look(`${supplier}-canvas`);

		const booked = await ordersAt(supplier);
		expect(booked).toHaveLength(1);
		expect(shown).toContain(`"${booked[0]!.orderId}"`);
		expect(shown).toContain(`"${reference}"`);
		expect(shown).toContain('"confirmed"');
	});

	it('tells in its credential what is wrong, and is satisfied when it is put right', async () => {
		await editor.newWorkflow();
		await editor.addNode(NAMES[supplier], 'Get balance');
		await editor.openNewCredential();
		await editor.look(`${supplier}-credential-empty`);
		const { secret, fields } = credentialFields(supplier);
		for (const [name, text] of Object.entries(fields)) {
			if (name === 'environment') await editor.select(name, 'Custom', editor.credentialDialog);
			else await editor.fill(name, name === secret ? 'wrong-secret' : text, editor.credentialDialog);
		}
		const advice = await editor.saveCredential();
		await editor.look(`${supplier}-credential-wrong`);
		await editor.fill(secret, fields[secret]!, editor.credentialDialog);
		expect(await editor.saveCredential()).toBe('');
		await editor.credentialDialog.waitFor({ state: 'hidden' });
		await editor.executeStep();
		await editor.look(`${supplier}-balance`);

		expect(advice).toMatch(/Check|Enter|Copy|Correct/);
		expect(advice).not.toContain('wrong-secret');
	});
});

describe("the Gift Card Partners Trigger in n8n's editor", () => {
	it('is added from the nodes panel, published, and started at the address that it shows', async () => {
		await simulator.configure('giftCardPartners', { asyncAboveCards: 0, fulfilmentDelayMs: 200 });
		await editor.newEmptyWorkflow();
		await editor.search('Gift Card Partners');
		await editor.nodesPanelItem('Gift Card Partners').waitFor();
		await editor.look('trigger-search');
		await editor.nodesPanelItem('Gift Card Partners').click();
		await editor.look('trigger-actions');
		await editor.nodesPanelItem(/^\s*On new Gift Card Partners event/).click();
		await editor.panel.waitFor();
		await editor.chooseCredential(credentials.giftCardPartnersApi.name);
		await editor.look('trigger-empty');
		await editor.fill('secret', 'a-secret-for-the-browser-test-01');
		const address = await editor.productionUrl();
		await editor.look('trigger-filled');
		await editor.closePanel();
		await editor.publish('trigger-published');
		const workflowId = editor.workflowId();

		const order = {
			Type: 'Links',
			PONumber: 'INV-2044',
			LineItems: [{ ProductId: 'COFFEE', Value: 10, Quantity: 1 }],
			WebhookSettings: { FulfillmentComplete: address },
		};
		await simulator.act('giftCardPartners', 'bookOrder', { order });
		const [execution] = await executionsOf(workflowId, 1);

		const [booked] = await ordersAt('giftCardPartners');
		expect(itemsOf(execution!, 'Gift Card Partners Trigger')).toEqual([
			expect.objectContaining({ orderId: booked!.orderId, orderReference: 'INV-2044', isFulfilled: true }),
		]);
		await n8n.deactivate(workflowId);
	});
});

describe.each<Theme>(['light', 'dark'])('in the %s theme', (theme) => {
	it('all nodes are found by "gift card", with their icons', async () => {
		const themed = theme === 'light' ? editor : await Editor.signIn(browser, theme);
		try {
			await themed.newWorkflow();
			await themed.openNodesPanel();
			await themed.search('gift card');
			const icons: boolean[] = [];
			for (const name of Object.values(NAMES)) {
				await themed.nodesPanelItem(name).waitFor();
				icons.push(await themed.showsIconOf(name));
			}
			await themed.look('nodes-panel');
			await themed.nodesPanelItem('CardCash').click();
			await themed.look('actions');
			await themed.nodesPanelItem('Create order').waitFor();
			const actions = await themed.nodesPanelNames();
			await themed.nodesPanelItem('Create order').click();
			await themed.panel.waitFor();
			await themed.look('create-order');

			expect(icons).toEqual([true, true, true]);
			expect(actions).toEqual([...new Set(actions)]);
		} finally {
			if (themed !== editor) await themed.close();
		}
	});
});

/** The picture in the README, taken anew by `UPDATE_IMAGES=1 npm run test:e2e`. */
async function updateImage(name: string): Promise<void> {
	if (process.env.UPDATE_IMAGES !== '1') return;
	const folder = join(projectFolder, 'docs', 'images');
	mkdirSync(folder, { recursive: true });
	await editor.page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
