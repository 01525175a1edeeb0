import type { JsonObject } from '../model/json';
import type { CodesAs } from '../secrets/codes';
import type { SupplierOrder } from './outcome';
import type { Purchase } from './run';

/*
 * Codes that came with the reply to an order and may never come again. A node can't know whether n8n keeps its output:
 * after Stop, a timeout or an error it doesn't. So they stay in the memory of this process, and nowhere else, until a
 * later run has output them (docs/purchase-safety.md 17).
 */

const MOST_ORDERS = 1000;
/** Of all orders together. A hundred codes are some 30,000 characters. */
const MOST_CHARACTERS = 20_000_000;
const LONGEST_MS = 24 * 60 * 60 * 1000;

/** An order as it is kept. */
export interface KeptOrder {
	/** Without codes where `presented` is set. */
	placed: SupplierOrder;
	/** What the run would have output, where the item asked for codes that can't be spent: no plain code is kept then. */
	presented?: JsonObject;
}

interface Entry {
	/** A KeptOrder as JSON. */
	text: string;
	/** Milliseconds since 1970. */
	at: number;
}

/** The oldest first. */
const entries = new Map<string, Entry>();

/** Whose codes they are: nobody else gets them. */
export interface CodesOwner {
	account: string;
	/** '' where the workflow was never saved: such workflows can't be told apart, so nothing is kept for them. */
	workflowId: string;
	nodeId: string;
}

type WhichOrder = Pick<Purchase<unknown>, 'reference' | 'fingerprint'>;

/** How one item wants its order output. */
export interface OrderForm {
	codesAs: CodesAs;
	present(placed: SupplierOrder): JsonObject;
}

/** One run's access to the codes that are kept for its node. */
export class KeptCodes {
	/** Kept by this run: they are for a later one. */
	private readonly own = new Set<string>();
	/** Output by this run. */
	private readonly given = new Map<string, Entry>();

	constructor(private readonly owner: CodesOwner) {}

	/** Keeps an order with codes. What can't be spent is kept as it would be output, so no plain code is. */
	keep(order: WhichOrder, placed: SupplierOrder, { codesAs, present }: OrderForm): void {
		if (this.owner.workflowId === '' || !hasCodes(placed)) return;
		const kept: KeptOrder =
			codesAs === 'plain' ? { placed } : { placed: withoutCodes(placed), presented: present(placed) };
		const key = this.keyOf(order);
		this.own.add(key);
		put(key, { text: JSON.stringify(kept), at: Date.now() });
	}

	/** What an earlier run of this node has got with an order, unless a run has output it since. */
	find(order: WhichOrder): KeptOrder | undefined {
		const key = this.keyOf(order);
		dropExpired();
		const entry = entries.get(key);
		return entry && !this.own.has(key) ? (JSON.parse(entry.text) as KeptOrder) : undefined;
	}

	/** This run outputs what `find` gave. */
	noteGiven(order: WhichOrder): void {
		const key = this.keyOf(order);
		const entry = entries.get(key);
		if (entry) this.given.set(key, entry);
	}

	/** The reference starts over, or the codes turn out to be another's. */
	drop(order: WhichOrder): void {
		entries.delete(this.keyOf(order));
	}

	/** To be called when a run ends as it should: neither stopped nor by an error. */
	dropGiven(): void {
		for (const [key, entry] of this.given) if (entries.get(key) === entry) entries.delete(key);
	}

	private keyOf({ reference, fingerprint }: WhichOrder): string {
		const { account, workflowId, nodeId } = this.owner;
		return JSON.stringify([account, workflowId, nodeId, reference, fingerprint]);
	}
}

export function hasCodes({ order }: SupplierOrder): boolean {
	return order.cards?.some(({ number, pin }) => number !== undefined || pin !== undefined) ?? false;
}

/**
 * For tests, which load the built package: what a restart of n8n does.
 *
 * @public
 */
export function forgetKeptCodes(): void {
	entries.clear();
}

function withoutCodes({ order }: SupplierOrder): SupplierOrder {
	return { order: { ...order, cards: undefined }, raw: {} };
}

function put(key: string, entry: Entry): void {
	dropExpired();
	entries.delete(key);
	if (entry.text.length > MOST_CHARACTERS) return;
	entries.set(key, entry);
	let characters = [...entries.values()].reduce((sum, { text }) => sum + text.length, 0);
	for (const [oldest, { text }] of entries) {
		if (entries.size <= MOST_ORDERS && characters <= MOST_CHARACTERS) break;
		entries.delete(oldest);
		characters -= text.length;
	}
}

/** By the date and without a timer, so they are gone at the next look. */
function dropExpired(): void {
	const now = Date.now();
	for (const [key, { at }] of entries) if (now - at >= LONGEST_MS) entries.delete(key);
}
