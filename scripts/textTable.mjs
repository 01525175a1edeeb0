// @ts-check
/**
 * Rows as text for a terminal, under the names of their columns.
 *
 * @param {Array<Record<string, string | number>>} rows at least one, all with the same columns
 */
export function textTable(rows) {
	const columns = Object.keys(rows[0] ?? {});
	const lines = [columns, ...rows.map((row) => columns.map((column) => String(row[column])))];
	const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
	const [head = '', ...body] = lines.map((line) =>
		line
			.map((cell, index) => cell.padEnd(widths[index] ?? 0))
			.join('  ')
			.trimEnd(),
	);
	return [head, '-'.repeat(head.length), ...body].join('\n');
}
