/* What no field of any panel may do. */
import { join } from 'node:path';

import type { ICredentialType, INodeProperties, INodePropertyCollection, INodeType } from 'n8n-workflow';

import { n8n } from '../../../package.json';

const ROOT = join(__dirname, '../../..');

/** The fields of a node or credential as package.json names it: its class has the name of its file. */
function fieldsOf(built: string): INodeProperties[] {
	const [, file, className] = /^dist\/(.*\/(\w+)\.(?:node|credentials))\.js$/.exec(built)!;
	const { [className!]: Class } = jest.requireActual<Record<string, new () => INodeType | ICredentialType>>(
		join(ROOT, file!),
	);
	const made = new Class!();
	return 'description' in made ? made.description.properties : made.properties;
}

/** With all that stand inside others. */
function everyField(fields: INodeProperties[]): INodeProperties[] {
	const inside = fields.flatMap(({ options = [] }) =>
		options.flatMap((option) => {
			if ('values' in option) return (option as INodePropertyCollection).values;
			return 'type' in option ? [option as INodeProperties] : [];
		}),
	);
	return inside.length === 0 ? fields : [...fields, ...everyField(inside)];
}

test.each([...n8n.nodes, ...n8n.credentials])(
	'no number field of %s has a maxValue, which rewrites what is typed (docs/n8n-engine.md 2)',
	(built) => {
		const fields = everyField(fieldsOf(built));
		expect(fields).not.toHaveLength(0);
		expect(
			fields.filter(({ typeOptions }) => typeOptions?.maxValue !== undefined).map(({ displayName }) => displayName),
		).toEqual([]);
	},
);
