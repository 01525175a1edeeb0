import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, selectors } from 'playwright-core';
import type { Browser, Locator, Page } from 'playwright-core';

import { cacheFolder } from '../../scripts/places.mjs';
import { n8n, owner } from './stage';

const screenshotFolder = join(cacheFolder, 'screenshots');

export type Theme = 'light' | 'dark';

/** Starts the browser with which the tests look at n8n's editor. */
export async function openBrowser(): Promise<Browser> {
	selectors.setTestIdAttribute('data-test-id');
	rmSync(screenshotFolder, { recursive: true, force: true });
	mkdirSync(screenshotFolder, { recursive: true });
	return await chromium.launch({ executablePath: process.env.CHROMIUM_PATH, args: ['--no-sandbox'] });
}

const exactly = (text: string) => new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);

/** n8n's editor, in the words of somebody who uses it. Leaves a numbered screenshot of every step in .cache/screenshots. */
export class Editor {
	private static screenshots = 0;

	private constructor(
		readonly page: Page,
		private readonly theme: Theme,
	) {}

	/** A browser window of its own, signed in as the owner. */
	static async signIn(browser: Browser, theme: Theme = 'light'): Promise<Editor> {
		const context = await browser.newContext({
			baseURL: n8n.url,
			viewport: { width: 1440, height: 900 },
			colorScheme: theme,
		});
		// Of recoveryWindow: n8n's editor is large, and a machine may be busy.
		context.setDefaultTimeout(60_000);
		const editor = new Editor(await context.newPage(), theme);
		await editor.page.goto('/signin');
		await editor.page.locator('input[name="emailOrLdapLoginId"]').fill(owner.email);
		await editor.page.locator('input[type="password"]').fill(owner.password);
		await editor.page.getByTestId('form-submit-button').click();
		await editor.page.waitForURL(/\/(home|workflow)/);
		return editor;
	}

	async close(): Promise<void> {
		await this.page.context().close();
	}

	/** @param step what is to be seen, as a file name */
	async look(step: string, clip?: Locator): Promise<void> {
		Editor.screenshots += 1;
		const number = String(Editor.screenshots).padStart(2, '0');
		const path = join(screenshotFolder, `${number}-${this.theme}-${step}.png`);
		await (clip ?? this.page).screenshot({ path, animations: 'disabled' });
	}

	// The canvas

	/** An empty workflow with the nodes panel open for its trigger. */
	async newEmptyWorkflow(): Promise<void> {
		// What an earlier test has left open would lie over the menu. Loading n8n anew takes seconds, so only for that.
		if (await this.credentialDialog.isVisible()) await this.page.goto('/home/workflows');
		else if (await this.panel.isVisible()) await this.closePanel();
		await this.page.getByTestId('universal-add').click();
		await this.page.getByTestId('navigation-menu-item').filter({ hasText: 'New workflow' }).click();
		await this.page.waitForURL(/\/workflow\/.*new=true/);
		await this.page.getByTestId('canvas-plus-button').click();
	}

	/** A new workflow that starts with a Manual Trigger. */
	async newWorkflow(): Promise<void> {
		await this.newEmptyWorkflow();
		await this.search('manual');
		// In the list before the search it is called "Trigger manually"; a click while that is filtered goes nowhere.
		await this.nodesPanelItem(/^\s*Manual Trigger/).click();
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Types into the nodes panel, which is open. */
	async search(text: string): Promise<void> {
		await this.page.getByTestId('node-creator-search-bar').fill(text);
	}

	async openNodesPanel(): Promise<void> {
		await this.page.getByTestId('node-creator-plus-button').click();
	}

	nodesPanelItem(name: string | RegExp): Locator {
		const hasText = typeof name === 'string' ? exactly(name) : name;
		return this.page.getByTestId('node-creator-item-name').filter({ hasText }).first();
	}

	/** All that the nodes panel lists. */
	async nodesPanelNames(): Promise<string[]> {
		const names = await this.page.getByTestId('node-creator-item-name').allTextContents();
		return names.map((name) => name.trim());
	}

	/** Types the supplier's name into the nodes panel and chooses one of its actions, which opens the node's own panel. */
	async addNode(supplier: string, action: string): Promise<void> {
		await this.openNodesPanel();
		await this.search(supplier);
		await this.nodesPanelItem(supplier).click();
		await this.nodesPanelItem(action).click();
		await this.panel.waitFor();
	}

	/** Whether a picture stands beside the name in the nodes panel, and not the sign for a missing one. */
	async showsIconOf(name: string): Promise<boolean> {
		const item = this.page
			.getByTestId('item-iterator-item')
			.filter({ has: this.nodesPanelItem(name) })
			.first();
		const picture = item.locator('img').first();
		await picture.waitFor();
		return await picture.evaluate(
			(image) => (image as HTMLImageElement).complete && (image as HTMLImageElement).naturalWidth > 0,
		);
	}

	/** @param look a screenshot of what n8n says about it */
	async publish(look: string): Promise<void> {
		await this.page.getByTestId('workflow-open-publish-modal-button').click();
		await this.page.getByTestId('workflow-publish-button').click();
		await this.page.getByTestId('activation-modal').waitFor();
		await this.look(look);
		await this.page.getByTestId('activation-modal').getByRole('button', { name: 'Got it' }).click();
	}

	workflowId(): string {
		return new URL(this.page.url()).pathname.split('/')[2]!;
	}

	// The panel of a node

	get panel(): Locator {
		return this.page.getByTestId('ndv');
	}

	async closePanel(): Promise<void> {
		await this.panel.getByTestId('ndv-close-button').click();
		await this.panel.waitFor({ state: 'hidden' });
	}

	field(name: string, within: Locator = this.panel): Locator {
		return within.getByTestId(`parameter-input-${name}`).first();
	}

	async chooseCredential(name: string): Promise<void> {
		const select = this.panel.getByTestId('node-credentials-select');
		await select.click();
		await this.page.locator('[data-test-id^="node-credentials-select-item-"]').filter({ hasText: name }).click();
	}

	async openNewCredential(): Promise<void> {
		await this.panel.getByTestId('node-credentials-select').click();
		await this.page.getByTestId('node-credentials-select-item-new').filter({ visible: true }).click();
		await this.credentialDialog.waitFor();
	}

	get credentialDialog(): Locator {
		return this.page.getByTestId('credential-edit-dialog');
	}

	/** Saves the credential, which makes n8n test it. Resolves with what n8n's dialog then says: nothing when all is right. */
	async saveCredential(): Promise<string> {
		const testing = this.page.waitForResponse(/\/rest\/credentials\/test$/);
		await this.page.getByTestId('credential-save-button').click();
		const { data } = (await (await testing).json()) as { data: { status: string; message: string } };
		if (data.status === 'OK') return '';
		await this.credentialDialog.getByText('More details').click();
		await this.closeToasts();
		await this.credentialDialog.getByText(data.message).waitFor();
		return data.message;
	}

	/** The trigger's production address as its panel shows it. */
	async productionUrl(): Promise<string> {
		await this.panel.locator('[title="Click to display webhook URLs"]').click();
		await this.panel.getByTestId('radio-button-production').click();
		const shown = this.panel.getByText(/^\s*https?:\/\/\S+\s*$/).filter({ visible: true });
		return ((await shown.first().textContent()) ?? '').trim();
	}

	async fill(name: string, text: string, within?: Locator): Promise<void> {
		await this.field(name, within).locator('input, textarea').first().fill(text);
	}

	/** Chooses from a fixed list. */
	async select(name: string, option: string, within?: Locator): Promise<void> {
		await this.field(name, within).click();
		await this.page
			.getByTestId('parameter-input-item')
			.filter({ hasText: option })
			.filter({ visible: true })
			.first()
			.click();
	}

	/** Opens a searchable list, types into it where `search` is given, and picks an entry. */
	async pick(name: string, entry: string | RegExp, { search, within, look }: PickOptions = {}): Promise<void> {
		await this.field(name, within).getByTestId('rlc-input').click();
		if (search !== undefined)
			await this.page
				.getByTestId('rlc-search')
				.filter({ visible: true })
				.locator('input')
				.or(this.page.locator('input[data-test-id="rlc-search"]').filter({ visible: true }))
				.first()
				.fill(search);
		const item = this.page.getByTestId('rlc-item').filter({ hasText: entry, visible: true }).first();
		await item.waitFor();
		if (look) await this.look(look);
		await item.click();
	}

	/** A group of fields that holds entries, such as Cards or Line Items. */
	group(name: string): Locator {
		return this.panel.getByTestId(`fixed-collection-${name}`);
	}

	async scrollPanelUp(): Promise<void> {
		await this.panel.getByTestId('node-credentials-slot').scrollIntoViewIfNeeded();
	}

	/** Presses Execute step and waits until the output is there. */
	async executeStep(): Promise<void> {
		await this.panel.getByTestId('node-execute-button').click();
		await this.output.getByTestId('node-run-status-success').waitFor();
		await this.closeToasts();
	}

	/** n8n's messages at the lower right, which lie over what a screenshot should show. */
	async closeToasts(): Promise<void> {
		await this.page.waitForFunction(() => {
			const buttons = document.querySelectorAll<HTMLElement>('.el-notification__closeBtn');
			buttons.forEach((button) => button.click());
			return buttons.length === 0;
		});
	}

	get output(): Locator {
		return this.panel.getByTestId('output-panel');
	}

	async showOutputAs(view: 'schema' | 'table' | 'json'): Promise<void> {
		await this.output.getByTestId(`radio-button-${view}`).click();
	}
}

interface PickOptions {
	search?: string;
	within?: Locator;
	look?: string;
}
