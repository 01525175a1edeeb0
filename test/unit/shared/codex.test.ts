import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(__dirname, '../../..');

interface Codex {
	node: string;
	nodeVersion: string;
	codexVersion: string;
	categories: string[];
	resources: Record<'primaryDocumentation' | 'credentialDocumentation', Array<{ url: string }>>;
	alias: string[];
}

const pkg = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
	name: string;
	homepage: string;
	n8n: { nodes: string[] };
};

/** What staff type into the search when they don't know the supplier. */
const EVERYWHERE = [
	'gift card',
	'gift cards',
	'voucher',
	'eGift',
	'reward',
	'rewards',
	'incentive',
	'prepaid',
	'payout',
];
/** A supplier's own names, by the node's folder. */
const NAMES: Record<string, string[]> = {
	CardCash: ['CardCash'],
	CardPlusPay: ['CardPlusPay', 'Card Plus Pay'],
	GiftCardPartners: ['Gift Card Partners', 'GCP', 'Engage2Reward'],
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

const sourceOf = (built: string): string => join(ROOT, built.replace(/^dist\//, '').replace(/\.js$/, '.json'));

describe.each(pkg.n8n.nodes)('the codex of %s', (built) => {
	const codex = JSON.parse(readFileSync(sourceOf(built), 'utf8')) as Codex;
	const className = basename(built, '.node.js');
	const folder = built.split('/').at(-2)!;

	it('is for this node', () => {
		const type = className[0]!.toLowerCase() + className.slice(1);
		expect(readFileSync(sourceOf(built).replace(/\.json$/, '.ts'), 'utf8')).toContain(`name: '${type}'`);
		expect(codex).toMatchObject({ node: `${pkg.name}.${type}`, nodeVersion: '1.0', codexVersion: '1.0' });
	});

	it('is found by what staff type, and each word stands once', () => {
		const words = codex.alias.map((word) => word.toLowerCase());
		expect(words).toEqual(expect.arrayContaining([...EVERYWHERE, ...NAMES[folder]!].map((word) => word.toLowerCase())));
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
