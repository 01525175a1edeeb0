import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

/** Every place where a problem or an outcome is given its code. */
const CODE =
	/\bcode(?:: |\s*=\s*|: alreadyExisted \? )'([A-Z]+(?:_[A-Z]+)*)'|'(LIMIT_PER_[A-Z]+|ALREADY_EXISTED|CONFIRMED|NOT_READY|FACE_VALUE_NOT_ALLOWED|UNKNOWN_PRODUCT)'/g;

function codesInSource(): Set<string> {
	const files = readdirSync(join(ROOT, 'nodes'), { recursive: true, encoding: 'utf8' }).filter((file) =>
		file.endsWith('.ts'),
	);
	const found = files.flatMap((file) => [...readFileSync(join(ROOT, 'nodes', file), 'utf8').matchAll(CODE)]);
	return new Set(found.map(([, named, other]) => (named ?? other)!));
}

describe('the table of codes in the README', () => {
	const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
	const table = readme.slice(readme.indexOf('### The codes of outcomes'));
	const rows = table.split('\n').filter((line) => line.startsWith('| `'));
	const listed = new Set(
		rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code!)),
	);

	it('lists every code that the nodes can give, and no other', () => {
		expect([...listed].sort()).toEqual([...codesInSource()].sort());
	});
});
