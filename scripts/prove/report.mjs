// @ts-check
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../places.mjs';
import { HEAD, TAIL } from './reportText.mjs';

/**
 * @typedef {{ schedules: number[], matrix: Record<string, Record<string, number>>, broken: string[], diverged: number }} Findings
 * @typedef {{ seed: number, schedules: number, outcomes: Record<string, number> }} Lies
 * @typedef {{ seed: number, schedules: number, count: Record<string, number> }} Random
 */

const PAGE = 'docs/safety-report.md';

/** @type {Array<[id: string, name: string]>} */
const SUPPLIERS = [
	['cardCash', 'CardCash'],
	['cardPlusPay', 'CardPlusPay'],
	['giftCardPartners', 'Gift Card Partners'],
];

/**
 * Writes docs/safety-report.md from the figures of one build.
 *
 * @param {string} folder that `npm run prove` has filled
 */
export function writeReport(folder) {
	/** @type {<Figures>(name: string) => Figures | undefined} */
	const read = (name) => {
		const file = join(folder, `${name}.json`);
		return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
	};
	const text = [
		HEAD,
		schedulesSection(SUPPLIERS.map(([id, name]) => [name, read(`schedules-${id}`)])),
		seedsSection(
			'A lying supplier',
			SUPPLIERS.map(([id, name]) => [name, read(`lies-${id}`)]),
		),
		seedsSection(
			'Random schedules',
			SUPPLIERS.map(([id, name]) => [name, read(`random-${id}`)]),
		),
		checkerSection(read('checker-clean'), read('checker-planted')),
		modelSection(read('model') ?? [], read('traces') ?? []),
		TAIL,
	].join('\n');
	writeFileSync(join(projectFolder, PAGE), text);
	return 0;
}

/** @param {Array<[name: string, findings: Findings | undefined]>} suppliers */
function schedulesSection(suppliers) {
	const counted = suppliers.map(([name, findings]) => [
		name,
		...[1, 2, 3].map((level) => String(findings?.schedules[level] ?? 0)),
		String(findings?.broken.length ?? 0),
		String(findings?.diverged ?? 0),
	]);
	const head = ['Supplier', 'one', 'two', 'three', 'promises broken', 'played otherwise than before'];
	return [
		'## Schedules played\n',
		table([head, ...counted]),
		...suppliers.flatMap(([name, findings]) => (findings ? [matrix(name, findings)] : [])),
	].join('\n');
}

/**
 * @param {string} name
 * @param {Findings} findings
 */
function matrix(name, findings) {
	const rows = Object.entries(findings.matrix).sort(([one], [other]) => one.localeCompare(other));
	const ends = [...new Set(rows.flatMap(([, row]) => Object.keys(row)))].sort();
	return [
		`\n### ${name}: what was disturbed, and what the first and the last run said\n`,
		table([
			['Step', 'Disturbance', ...ends],
			...rows.map(([disturbance, row]) => [...disturbance.split(' | '), ...ends.map((end) => String(row[end] ?? ''))]),
		]),
	].join('\n');
}

/**
 * @param {string} title
 * @param {Array<[name: string, batches: Array<Lies | Random> | undefined]>} suppliers
 */
function seedsSection(title, suppliers) {
	const rows = suppliers.map(([name, batches = []]) => {
		/** @type {Record<string, number>} */
		const sums = {};
		for (const batch of batches) {
			for (const [key, value] of Object.entries('count' in batch ? batch.count : batch.outcomes)) {
				sums[key] = (sums[key] ?? 0) + value;
			}
		}
		const schedules = batches.reduce((sum, batch) => sum + batch.schedules, 0);
		const seeds = batches.map(({ seed }) => seed);
		return { name, schedules, sums, seeds };
	});
	const keys = [...new Set(rows.flatMap(({ sums }) => Object.keys(sums)))];
	return [
		`\n## ${title}\n`,
		table([
			['Supplier', 'schedules', ...keys],
			...rows.map(({ name, schedules, sums }) => [
				name,
				String(schedules),
				...keys.map((key) => String(sums[key] ?? 0)),
			]),
		]),
		`\nSeeds: ${rows.map(({ name, seeds }) => `${name} ${seeds.join(', ') || 'none'}`).join('; ')}.\n`,
	].join('\n');
}

/**
 * @param {{ runs: number, alarms: number } | undefined} clean
 * @param {{ planted: number, found: number, seeds: number[] } | undefined} bugs
 */
function checkerSection(clean, bugs) {
	const silence = clean ? `${clean.alarms} alarms in ${clean.runs} runs of a correct client.` : 'Not played.';
	const strength = bugs
		? `${bugs.found} of ${bugs.planted} planted bugs found; the slowest took ${Math.max(...bugs.seeds)} seeds.`
		: '';
	return `\n## The independent checker\n\n${silence} ${strength}`.trimEnd();
}

/**
 * @param {Array<{ bounds: number[], key: boolean, states: number, violations: number }>} explored
 * @param {Array<{ bounds: number[], key: boolean, traces: number, moves: number, divergences: number }>} replayed
 */
function modelSection(explored, replayed) {
	/** @type {(key: boolean) => string} */
	const supplier = (key) => (key ? 'with a key' : 'without a key');
	return [
		'\n## The model\n',
		'Journal, lock, engine and supplier as a state machine (`test/model/`), every state within the bounds, with the remedies of',
		'`test/model/design.ts` that the package does not have yet. Bounds: workers, faults, retries, references.\n',
		table([
			['Bounds', 'Supplier', 'states', 'violations'],
			...explored.map((one) => [one.bounds.join(', '), supplier(one.key), String(one.states), String(one.violations)]),
		]),
		'\nIts traces, played on the compiled code call by call:\n',
		table([
			['Bounds', 'Supplier', 'traces', 'moves', 'divergences'],
			...replayed.map(({ bounds, key, traces, moves, divergences }) => [
				bounds.join(', '),
				supplier(key),
				...[traces, moves, divergences].map(String),
			]),
		]),
		'',
	].join('\n');
}

/** @param {string[][]} rows the first one names the columns */
function table([head = [], ...rows]) {
	const line = (/** @type {string[]} */ cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
