import type { Settings } from './settings.ts';

/** `content` with all property names in the casing asked for; it is written in PascalCase. */
export function onTheWire(content: unknown, casing: Settings['outputCasing']): unknown {
	if (casing === 'pascal' || typeof content !== 'object' || content === null) return content;
	if (Array.isArray(content)) return content.map((entry) => onTheWire(entry, casing));
	return Object.fromEntries(
		Object.entries(content).map(([name, value]) => [camelCase(name), onTheWire(value, casing)]),
	);
}

/** `PONumber` → `poNumber`, `Id` → `id`, as the sister API prints them. */
function camelCase(name: string): string {
	return name.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase());
}
