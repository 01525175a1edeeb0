import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { codexes, WORDS } from '../../../scripts/codex.mjs';

const ROOT = join(__dirname, '../../..');

interface Codex {
	node: string;
	categories: string[];
	resources: Record<'primaryDocumentation' | 'credentialDocumentation', Array<{ url: string }>>;
	alias: string[];
}

const pkg = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
	name: string;
	homepage: string;
	n8n: { nodes: string[] };
};

/** Of n8n's own; another is shown nowhere. */
const CATEGORIES = [
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];

const all = codexes(ROOT).map(({ file, codex }) => [file, codex as Codex] as const);

it('is there for every node', () => {
	expect(all.map(([file]) => file)).toEqual(pkg.n8n.nodes.map((built) => built.replace(/js$/, 'json')));
});

describe.each(all)('%s', (file, codex) => {
	const source = join(ROOT, file.replace(/^dist\//, '').replace(/json$/, 'ts'));

	it('is for this node', () => {
		const className = basename(file, '.node.json');
		const type = className[0]!.toLowerCase() + className.slice(1);
		expect(readFileSync(source, 'utf8')).toContain(`name: '${type}'`);
		expect(codex).toMatchObject({ node: `${pkg.name}.${type}`, nodeVersion: '1.0', codexVersion: '1.0' });
	});

	it("is found by what staff type and by the supplier's name, and each word stands once", () => {
		const words = codex.alias.map((word) => word.toLowerCase());
		const [, supplier] = /defaults: \{ name: '(.+?)(?: Trigger)?' \}/.exec(readFileSync(source, 'utf8'))!;
		expect(words).toEqual(expect.arrayContaining([...WORDS, supplier!].map((word) => word.toLowerCase())));
		expect(new Set(words).size).toBe(words.length);
	});

	it("has categories of n8n's and leads to chapters that the README has", () => {
		expect(codex.categories.length).toBeGreaterThan(0);
		for (const category of codex.categories) expect(CATEGORIES).toContain(category);

		const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
		const chapters = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, title]) => title!.toLowerCase().replace(/ /g, '-'));
		for (const kind of ['primaryDocumentation', 'credentialDocumentation'] as const) {
			const urls = codex.resources[kind].map(({ url }) => url);
			expect(urls).toHaveLength(1);
			const [page, chapter] = urls[0]!.split('#');
			expect(page).toBe(pkg.homepage);
			expect(chapters).toContain(chapter);
		}
	});
});
