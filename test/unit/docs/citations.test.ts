/* Comments cite facts by page and section. Every citation leads to a heading, or to a label such as `gap 5` in a table. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const CODE = ['nodes', 'credentials', 'simulator', 'test', 'scripts', 'examples', '*.mjs', '*.js'];

interface Citation {
	file: string;
	page: string;
	/** `3.7`, `gap 5`, `row 9`, `#10`; none for a page as a whole. */
	places: string[];
}

const PLACE = String.raw`(?:(?:gaps?|rows?|sections?|points?) )?#?\d+(?:\.\d+)?`;
const PLACES = String.raw`${PLACE}(?:(?:,| and) ${PLACE}|,? #\d+|,? (?:gap|row) \d+)*`;
const CITED = new RegExp(String.raw`([\w./-]*\w\.md)\b${'`?'}(?:(?:,|:)? (${PLACES}))?`, 'g');
const BARE = new RegExp(String.raw`\((?:see )?(${PLACES})\)`, 'g');

/** Where a file of this folder cites sections without naming the page, it means this one. */
const PAGE_OF: Array<[folder: RegExp, page: string]> = [
	[/^(?:nodes\/CardCash|simulator\/suppliers\/cardCash)\//, 'docs/contracts/cardcash.md'],
	[/^(?:nodes\/CardPlusPay|simulator\/suppliers\/cardPlusPay)\//, 'docs/contracts/cardpluspay.md'],
	[/^(?:nodes\/GiftCardPartners|simulator\/suppliers\/giftCardPartners)\//, 'docs/contracts/gift-card-partners.md'],
];

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...CODE], { cwd: ROOT })
	.toString()
	.split('\n')
	.filter((file) => /\.(?:ts|mjs|cjs|js)$/.test(file) && existsSync(join(ROOT, file)))
	.filter((file) => file !== 'test/unit/docs/citations.test.ts');

/** `6 #1, #5` cites two labels of one section; `gaps 5 and 6` two gaps. */
function placesIn(text: string | undefined): string[] {
	let kind = '';
	return [...(text ?? '').matchAll(/(?:(gap|row|section|point)s? )?(#?)(\d+(?:\.\d+)?)/g)].map(
		([, word, hash, number]) => {
			if (word !== undefined) kind = word === 'gap' || word === 'row' ? `${word} ` : '';
			return hash === '#' ? `#${number}` : `${kind}${number}`;
		},
	);
}

function citationsIn(file: string): Citation[] {
	const text = readFileSync(join(ROOT, file), 'utf8');
	const named = [...text.matchAll(CITED)]
		.filter(([, page]) => !page!.startsWith('.') && !page!.includes('//'))
		.map(([, page, places]) => ({ file, page: page!, places: placesIn(places) }));
	const page = PAGE_OF.find(([folder]) => folder.test(file))?.[1];
	const comments = [...text.matchAll(/\/\*[\s\S]*?\*\/|(?<![:'"`\w])\/\/.*$/gm)].map(([comment]) => comment);
	const bare = page === undefined ? [] : comments.flatMap((comment) => [...comment.matchAll(BARE)]);
	return [...named, ...bare.map(([, places]) => ({ file, page: page!, places: placesIn(places) }))];
}

/** Every number that a heading begins with, and every label that fills a cell of a table. */
function placesOf(page: string): Set<string> {
	const text = readFileSync(join(ROOT, page), 'utf8');
	const headings = [...text.matchAll(/^#{2,4} (\d+(?:\.\d+)?)\b/gm)].map(([, number]) => number!);
	const labels = [...text.matchAll(/\| (?=((?:gap |row |#)\d+) \|)/g)].map(([, label]) => label!);
	return new Set([...headings, ...labels]);
}

const citations = files.flatMap(citationsIn);
const pages = [...new Set(citations.map(({ page }) => page))];

test('there are citations to resolve', () => {
	expect(citations.filter(({ page }) => page.startsWith('docs/contracts/')).length).toBeGreaterThan(100);
	expect(placesIn('6 #1, #5')).toEqual(['6', '#1', '#5']);
	expect(placesIn('gaps 5 and 6')).toEqual(['gap 5', 'gap 6']);
	expect(placesIn('7 row 9')).toEqual(['7', 'row 9']);
});

test.each(pages)('%s is in the repository', (page) => {
	expect(existsSync(join(ROOT, page))).toBe(true);
});

test.each(pages.filter((page) => page.startsWith('docs/')))('every section of %s that is cited is there', (page) => {
	const there = placesOf(page);
	const missing = citations
		.filter((citation) => citation.page === page)
		.flatMap(({ file, places }) => places.filter((place) => !there.has(place)).map((place) => `${file}: ${place}`));
	expect(missing).toEqual([]);
});
