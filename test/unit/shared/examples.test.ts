import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeProperties, IWorkflowBase } from 'n8n-workflow';

import { CardCash } from '../../../nodes/CardCash/CardCash.node';
import { CardCashTrigger } from '../../../nodes/CardCash/CardCashTrigger.node';
import { CardPlusPay } from '../../../nodes/CardPlusPay/CardPlusPay.node';
import { CardPlusPayTrigger } from '../../../nodes/CardPlusPay/CardPlusPayTrigger.node';
import { GiftCardPartners } from '../../../nodes/GiftCardPartners/GiftCardPartners.node';
import { GiftCardPartnersTrigger } from '../../../nodes/GiftCardPartners/GiftCardPartnersTrigger.node';

const FOLDER = join(__dirname, '../../../examples');
const NODES = [CardCash, CardCashTrigger, CardPlusPay, CardPlusPayTrigger, GiftCardPartners, GiftCardPartnersTrigger];
const propertiesOf = new Map(
	NODES.map((Node) => {
		const { name, properties } = new Node().description;
		return [`n8n-nodes-gift-cards.${name}`, properties];
	}),
);
/** Added by n8n itself. */
const BY_N8N = ['pollTimes'];

const isShownFor = ({ displayOptions }: INodeProperties, { resource, operation }: Record<string, unknown>) =>
	Object.entries({ resource, operation }).every(
		([key, value]) => displayOptions?.show?.[key]?.includes(value as string) ?? true,
	);

const examples = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

test.each(examples)('%s uses what the nodes have, and draws every line to a node that is there', (file) => {
	const { nodes, connections } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as IWorkflowBase;

	for (const { name, type, parameters } of nodes.filter((node) => node.type.startsWith('n8n-nodes-gift-cards.'))) {
		const shown = propertiesOf.get(type)!.filter((property) => isShownFor(property, parameters));
		const names = shown.map((property) => property.name);
		expect({
			name,
			unknown: Object.keys(parameters).filter((key) => !names.includes(key) && !BY_N8N.includes(key)),
		}).toEqual({
			name,
			unknown: [],
		});
		const { resource, operation } = parameters;
		const operations = shown.filter((property) => property.name === 'operation').flatMap(({ options = [] }) => options);
		if (operation !== undefined) {
			expect({
				resource,
				operation,
				isThere: operations.some((one) => 'value' in one && one.value === operation),
			}).toEqual({
				resource,
				operation,
				isThere: true,
			});
		}
	}
	const names = nodes.map(({ name }) => name);
	const drawn = Object.entries(connections).flatMap(([from, { main = [] }]) => [
		from,
		...main.flatMap((line) => (line ?? []).map(({ node }) => node)),
	]);
	expect(drawn.filter((name) => !names.includes(name))).toEqual([]);
});
