/* docs/promises.md names tests and safeguards: each is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { SAFEGUARDS } from '../../scripts/safeguards.mjs';

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const rows = read('docs/promises.md')
	.split('\n')
	.filter((line) => line.startsWith('| ') && !/^\| (?:Promise|---)/.test(line))
	.map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()));
const safeguards = SAFEGUARDS.map(({ name }) => name);

test.each(rows.map(([promise, tests, safeguard]) => [promise!, tests!, safeguard!] as const))(
	'%s',
	(_promise, tests, safeguard) => {
		const named = [...tests.matchAll(/`([^`]+)`: "([^"]+)"/g)].map(([, file, title]) => ({
			file: file!,
			title: title!,
		}));

		expect(named.length).toBe(tests.split(' · ').length);
		for (const { file, title } of named) {
			expect({ file, isThere: existsSync(join(ROOT, file)) }).toEqual({ file, isThere: true });
			expect(read(file)).toContain(title);
		}
		expect(['none yet', ...safeguards]).toContain(safeguard);
	},
);

test('every safeguard that a mutation takes out stands behind a promise', () => {
	const promised = rows.map(([, , safeguard]) => safeguard);
	expect(safeguards.filter((name) => !promised.includes(name))).toEqual([]);
});

test.each(SAFEGUARDS)('the mutation of $name quotes the code as it is', ({ file, from, to }) => {
	expect({ file, from, times: read(file).split(from).length - 1 }).toEqual({ file, from, times: 1 });
	expect(to).not.toBe(from);
});
