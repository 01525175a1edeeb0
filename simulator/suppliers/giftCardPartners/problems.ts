/** What is wrong with a request, property by property, as the 400 body shows it (`docs/contracts/gift-card-partners.md` 3.5). */
export interface Problems {
	add(property: string, message: string): void;
	readonly isEmpty: boolean;
	body(): { Errors: Array<{ Property: string; Errors: string[] }> };
}

export function createProblems(): Problems {
	const byProperty = new Map<string, string[]>();
	return {
		add(property, message) {
			byProperty.set(property, [...(byProperty.get(property) ?? []), message]);
		},
		get isEmpty() {
			return byProperty.size === 0;
		},
		body: () => ({ Errors: [...byProperty].map(([Property, Errors]) => ({ Property, Errors })) }),
	};
}

export function problemBody(property: string, message: string): ReturnType<Problems['body']> {
	return { Errors: [{ Property: property, Errors: [message] }] };
}
