import axios from 'axios';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { home, n8n, packageName } from './stage';

/** Where n8n's community-nodes panel puts a package, and `globalSetup.mjs` as well. */
const installed = join(home, '.n8n', 'nodes', 'node_modules', packageName);
const packageJson = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
	dependencies?: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
};

interface WithIcon {
	name: string;
	displayName: string;
	iconUrl: { light: string; dark: string };
}

interface NodeType extends WithIcon {
	properties: Array<{
		name: string;
		displayOptions?: { show?: Record<string, unknown> };
		options?: Array<{ name: string }>;
	}>;
	codex?: { categories?: string[]; alias?: string[] };
	credentials?: Array<{ name: string }>;
}

interface CredentialType extends WithIcon {
	documentationUrl?: string;
}

async function nodeTypes(): Promise<NodeType[]> {
	const all = (await n8n.nodeTypes()) as NodeType[];
	return all.filter(({ name }) => name.startsWith(packageName)).sort((a, b) => a.name.localeCompare(b.name));
}

const isTool = ({ name }: NodeType): boolean => name.endsWith('Tool');

const READS = /^(Get|Check|Find|Preview)/;

async function credentialTypes(): Promise<CredentialType[]> {
	const all = (await n8n.credentialTypes()) as CredentialType[];
	return all
		.filter(({ iconUrl }) => iconUrl?.light?.includes(packageName))
		.sort((a, b) => a.name.localeCompare(b.name));
}

async function expectIcons({ name, iconUrl }: WithIcon): Promise<void> {
	const [light, dark] = await Promise.all(
		[iconUrl.light, iconUrl.dark].map((address) => axios.get<string>(new URL(address, n8n.url).href, { proxy: false })),
	);
	for (const icon of [light, dark]) {
		expect({ name, status: icon?.status, type: icon?.headers['content-type'] }).toEqual({
			name,
			status: 200,
			type: expect.stringContaining('image/svg+xml') as string,
		});
		expect(icon?.data).toMatch(/<svg[\s>]/);
	}
	expect(dark?.data).not.toBe(light?.data);
}

describe('the packed package in a clean n8n', () => {
	it('holds what n8n needs and nothing else', () => {
		const files = readdirSync(installed, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1));

		const outside = files.filter((file) => !file.startsWith('dist/')).sort();
		expect(outside).toEqual(['LICENSE', 'README.md', 'package.json']);
		const inside = files.filter((file) => file.startsWith('dist/'));
		expect(inside.filter((file) => !/\.(js|svg|json)$/.test(file))).toEqual([]);
		expect(inside).toEqual(expect.arrayContaining([...packageJson.n8n.nodes, ...packageJson.n8n.credentials]));
	});

	it('brings no other package along', () => {
		expect(packageJson.dependencies ?? {}).toEqual({});
	});

	it('is on the list of community nodes with its six nodes', async () => {
		const packages = (await n8n.get('/rest/community-packages')) as Array<{
			packageName: string;
			installedNodes: Array<{ name: string; type: string }>;
			failedLoading?: boolean;
		}>;

		expect(packages.map((each) => each.packageName)).toEqual([packageName]);
		expect(packages[0]?.failedLoading).toBeFalsy();
		expect(packages[0]?.installedNodes.map(({ name }) => name).sort()).toEqual([
			'CardCash',
			'CardCash Trigger',
			'CardPlusPay',
			'CardPlusPay Trigger',
			'Gift Card Partners',
			'Gift Card Partners Trigger',
		]);
	});

	it('gives n8n exactly six nodes, and of the three that are no trigger a tool for AI agents', async () => {
		const types = await nodeTypes();

		expect(types.map(({ name, displayName }) => [name, displayName])).toEqual([
			[`${packageName}.cardCash`, 'CardCash'],
			[`${packageName}.cardCashTool`, 'CardCash Tool'],
			[`${packageName}.cardCashTrigger`, 'CardCash Trigger'],
			[`${packageName}.cardPlusPay`, 'CardPlusPay'],
			[`${packageName}.cardPlusPayTool`, 'CardPlusPay Tool'],
			[`${packageName}.cardPlusPayTrigger`, 'CardPlusPay Trigger'],
			[`${packageName}.giftCardPartners`, 'Gift Card Partners'],
			[`${packageName}.giftCardPartnersTool`, 'Gift Card Partners Tool'],
			[`${packageName}.giftCardPartnersTrigger`, 'Gift Card Partners Trigger'],
		]);
	});

	it('offers AI agents neither codes nor what changes something, but for buying', async () => {
		for (const type of (await nodeTypes()).filter(isTool)) {
			const offered = type.properties
				.filter(({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.['@tool'])
				.flatMap(({ options }) => (options ?? []).map(({ name }) => name))
				// n8n's own, which does nothing in a run but point to the HTTP Request node.
				.filter((name) => name !== 'Custom API Call');

			expect(offered).toEqual(expect.arrayContaining(['Create Order', 'Preview Order', 'Check Status']));
			expect(offered.filter((name) => !READS.test(name))).toEqual(['Create Order']);
			expect(offered).not.toContain('Get Secure Data');
		}
	});

	it('shows an icon for each node, in the light and in the dark theme', async () => {
		const types = await nodeTypes();
		expect(types).toHaveLength(9);
		for (const type of types) await expectIcons(type);
	});

	it('is found by what staff type into the nodes panel', async () => {
		for (const { name, codex } of await nodeTypes()) {
			expect({ name, alias: codex?.alias, categories: codex?.categories }).toEqual({
				name,
				alias: expect.arrayContaining([expect.stringMatching(/^gift card/i)]) as string[],
				// n8n's own for what it makes a tool of.
				categories: expect.arrayContaining([name.endsWith('Tool') ? 'AI' : 'Sales']) as string[],
			});
		}
	});

	it('gives n8n three credentials with icons and a link to their documentation', async () => {
		const types = await credentialTypes();

		expect(types.map(({ name, displayName }) => [name, displayName])).toEqual([
			['cardCashApi', 'CardCash API'],
			['cardPlusPayApi', 'CardPlusPay API'],
			['giftCardPartnersApi', 'Gift Card Partners API'],
		]);
		for (const type of types) {
			expect(type.documentationUrl).toMatch(/^https:\/\//);
			await expectIcons(type);
		}
	});

	it('is loaded by n8n without a complaint in its log', () => {
		const [startUp, ...rest] = readFileSync(n8n.logFile, 'utf8').split('Editor is now accessible');

		expect(rest).not.toEqual([]);
		expect(startUp?.split('\n').filter((line) => /gift-?card|card-?cash|card-?plus-?pay/i.test(line))).toEqual([]);
	});
});
