/**
 * `pattern` as in `FaultRule.path`: an exact path, or a RegExp source between slashes. No path of the three suppliers
 * ends with a slash, so the last character tells the two apart.
 */
export function matchesPath(pattern: string, path: string): boolean {
	const source = regExpSource(pattern);
	return source === undefined ? pattern === path : new RegExp(source).test(path);
}

/** The source between the slashes, `undefined` when the pattern is an exact path. */
export function regExpSource(pattern: string): string | undefined {
	return pattern.length > 2 && pattern.startsWith('/') && pattern.endsWith('/') ? pattern.slice(1, -1) : undefined;
}
