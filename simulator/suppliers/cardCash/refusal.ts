/** A request that CardCash refuses, with the status and body of the reply. */
export class Refusal extends Error {
	readonly status: number;
	readonly body: unknown;

	constructor(status: number, body: { message: string[] | string; [field: string]: unknown }) {
		super(JSON.stringify(body));
		this.status = status;
		this.body = body;
	}
}

/** The ordinary shape: 400, and `message` is always an array (docs/contracts/cardcash.md 3.10). */
export function refuse(...messages: string[]): never {
	throw new Refusal(400, { message: messages });
}

export const INSUFFICIENT_INVENTORY = 'Error, insufficient inventory';
