/*
 * How much of a new supplier is copied from another one, measured on the made-up one (docs/adding-a-supplier.md): lines
 * in a run of four that another supplier has too, names and imports aside.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const RUN = 4;
/** The page has the figure. It must not grow. */
const MAX_COPIED = 120;
const IN_IMPORT = /^(?:import |\} from |\t(?:type )?\w+,$)/;

type Lines = string[];

function filesOf(root: string, folder: string, name: string): Lines[] {
	const home = join(root, 'nodes', folder);
	const files = readdirSync(home, { recursive: true, encoding: 'utf8' })
		.filter((file) => !file.includes('__schema__'))
		.map((file) => join(home, file));
	return [...files, join(root, 'credentials', `${folder}Api.credentials.ts`)]
		.filter((file) => statSync(file).isFile())
		.map((file) => readFileSync(file, 'utf8').split('\n'))
		.map((lines) => lines.filter((line) => line.trim() !== '' && !IN_IMPORT.test(line)))
		.map((lines) => lines.map((line) => withoutNames(line.trim(), folder, name)));
}

function withoutNames(line: string, folder: string, name: string): string {
	const id = folder.charAt(0).toLowerCase() + folder.slice(1);
	return [folder, id, name].reduce((rest, one) => rest.replaceAll(one, 'Supplier'), line);
}

const runAt = (lines: Lines, start: number): string => lines.slice(start, start + RUN).join('\n');

function copiedLines(lines: Lines, runs: ReadonlySet<string>): number {
	const copied = new Set<number>();
	for (let start = 0; start + RUN <= lines.length; start++) {
		if (runs.has(runAt(lines, start))) for (let line = start; line < start + RUN; line++) copied.add(line);
	}
	return copied.size;
}

test(`of a new supplier at most ${MAX_COPIED} lines are copied from another`, () => {
	const others = [
		['CardCash', 'CardCash'],
		['CardPlusPay', 'CardPlusPay'],
		['GiftCardPartners', 'Gift Card Partners'],
	].flatMap(([folder, name]) => filesOf(ROOT, folder!, name!));
	const runs = new Set(others.flatMap((lines) => lines.map((_, start) => runAt(lines, start))));
	const files = filesOf(join(__dirname, 'fourth'), 'FourthSupplier', 'Fourth Supplier');
	const copied = files.reduce((sum, lines) => sum + copiedLines(lines, runs), 0);

	expect(copied).toBeLessThanOrEqual(MAX_COPIED);
	// Less than this would mean that the measure is broken.
	expect(copied).toBeGreaterThan(50);
});
