/** What is wrong with which fields, in Laravel's sentences; empty when nothing is. */
export class FieldErrors {
	readonly byField: Record<string, string[]> = {};

	add(field: string, sentence: string): void {
		(this.byField[field] ??= []).push(`The ${field.replaceAll('_', ' ')} field ${sentence}`);
	}

	get isEmpty(): boolean {
		return Object.keys(this.byField).length === 0;
	}

	/** The first sentence, and how many more there are. */
	get summary(): string {
		const [first = 'The given data was invalid.', ...more] = Object.values(this.byField).flat();
		if (more.length === 0) return first;
		return `${first} (and ${more.length} more error${more.length === 1 ? '' : 's'})`;
	}
}

/** Query parameters; failed checks are collected in `errors`. An empty value counts as absent, the last of several wins. */
export class Query {
	readonly errors = new FieldErrors();
	readonly #values: Record<string, unknown>;

	constructor(values: unknown) {
		this.#values = values as Record<string, unknown>;
	}

	text(name: string, maxLength = 255): string | undefined {
		const given = this.#values[name];
		const value = Array.isArray(given) ? given.at(-1) : given;
		if (typeof value !== 'string' || value.trim() === '') return undefined;
		if (value.length > maxLength) this.errors.add(name, `must not be greater than ${maxLength} characters.`);
		return value.trim();
	}

	choice<T extends string>(name: string, allowed: readonly T[]): T | undefined {
		const value = this.text(name);
		if (value === undefined) return undefined;
		const match = allowed.find((candidate) => candidate === value);
		if (match === undefined) this.errors.add(name, `must be one of: ${allowed.join(', ')}.`);
		return match;
	}

	/** A decimal amount of 0 or more, in cents. */
	amount(name: string): number | undefined {
		const value = this.text(name);
		if (value === undefined) return undefined;
		const amount = Number(value);
		if (!Number.isFinite(amount)) this.errors.add(name, 'must be a number.');
		else if (amount < 0) this.errors.add(name, 'must be at least 0.');
		return Math.round(amount * 100);
	}

	perPage(): number {
		const value = this.text('per_page');
		if (value === undefined) return 10;
		if (!/^-?\d+$/.test(value)) this.errors.add('per_page', 'must be an integer.');
		else if (Number(value) < 1 || Number(value) > 100) this.errors.add('per_page', 'must be between 1 and 100.');
		return Number(value);
	}

	/** Like Laravel's paginator: anything that is no page number means the first page. */
	page(): number {
		const value = this.text('page') ?? '';
		return /^[1-9]\d{0,8}$/.test(value) ? Number(value) : 1;
	}
}

/** Item code and quantity of a check or an order. */
export interface WantedItem {
	itemCode: string;
	quantity: number;
}

/**
 * The body of a check or an order (`docs/contracts/cardpluspay.md` 3.2, 3.3). `itemFields` are the accepted names of the
 * item code, the required one first. A number in quotes is refused: a client that sends one must find out.
 */
export function parseWantedItem(
	body: unknown,
	itemFields: readonly [string, ...string[]],
	maxQuantity: number,
): { errors: FieldErrors; wanted: WantedItem } {
	const errors = new FieldErrors();
	const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;

	const itemField = itemFields.find((name) => (fields[name] ?? '') !== '') ?? itemFields[0];
	const itemCode = fields[itemField] ?? '';
	if (itemCode === '') errors.add(itemField, 'is required.');
	else if (typeof itemCode !== 'string') errors.add(itemField, 'must be a string.');

	const quantity = fields.quantity === undefined ? 1 : fields.quantity;
	if (!Number.isInteger(quantity)) errors.add('quantity', 'must be an integer.');
	else if (Number(quantity) < 1) errors.add('quantity', 'must be at least 1.');
	else if (Number(quantity) > maxQuantity) errors.add('quantity', `must not be greater than ${maxQuantity}.`);

	if (fields.email !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(String(fields.email))) {
		errors.add('email', 'must be a valid email address.');
	}
	return { errors, wanted: { itemCode: String(itemCode), quantity: Number(quantity) } };
}
