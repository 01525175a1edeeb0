// @ts-check
// The codex of each node: what n8n's search finds it by, and where its help leads (docs/n8n-engine.md 14).
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What staff type who don't know the supplier. */
export const WORDS = [
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
const TRIGGER_WORDS = ['order', 'fulfilled', 'fulfillment'];

/**
 * `codex.json` in a supplier's folder.
 *
 * @typedef {object} SupplierWords
 * @property {string[]} names the supplier's, as people write them
 * @property {string[]} node more words for its node
 * @property {string[]} trigger more words for its trigger
 * @property {string} triggerChapter of the README
 */

/**
 * @param {string} folder of the package, which has package.json and nodes/
 * @returns {Array<{ file: string, codex: object }>} each codex with the path in `folder` where n8n looks for it
 */
export function codexes(folder) {
	const pkg = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	return pkg.n8n.nodes.map((/** @type {string} */ built) => {
		const file = built.replace(/\.js$/, '.json');
		const source = join(folder, dirname(built).replace(/^dist\//, ''), 'codex.json');
		return { file, codex: codexOf(pkg, basename(built, '.node.js'), JSON.parse(readFileSync(source, 'utf8'))) };
	});
}

/**
 * @param {{ name: string, homepage: string }} pkg
 * @param {string} className
 * @param {SupplierWords} words
 */
function codexOf({ name, homepage }, className, { names, node, trigger, triggerChapter }) {
	const isTrigger = className.endsWith('Trigger');
	const chapter = isTrigger ? triggerChapter : 'what-the-nodes-can-do';
	return {
		node: `${name}.${className[0]?.toLowerCase()}${className.slice(1)}`,
		nodeVersion: '1.0',
		codexVersion: '1.0',
		categories: ['Finance & Accounting', 'Sales'],
		resources: {
			primaryDocumentation: [{ url: `${homepage}#${chapter}` }],
			credentialDocumentation: [{ url: `${homepage}#credentials` }],
		},
		alias: [...WORDS, ...names, ...(isTrigger ? [...TRIGGER_WORDS, ...trigger] : node)],
	};
}
