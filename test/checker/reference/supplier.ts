/** A tiny supplier that may misbehave. It books to its own books, whatever the caller gets to hear. */
import type { Actor, BookedOrder, Line, Sent } from '../history';
import type { Simulation, Steps } from './simulation';

export const BOOKING_TAKES_MS = 90_000;

/** What goes wrong with one order request. Each name says whether it is booked. */
export const POST_FAULTS = [
	'lostBefore',
	'lostAfter',
	'lostAndLate',
	'serverErrorBefore',
	'serverErrorAfter',
	'unreadableBefore',
	'unreadableAfter',
	'withoutIdAfter',
	'tooManyRequests',
	'refused',
	'conflictBefore',
	'conflictAfter',
	'conflictAndLate',
	'noBesideOrderNumber',
	'otherGoods',
	'idOfAnother',
] as const;

export type PostFault = (typeof POST_FAULTS)[number];
export type ReadFault = 'lost' | 'serverError' | 'notFound';

/** What arrives of a reply; undefined when nothing does. */
export type Reply<Body> = { status: number; body: Body | undefined } | undefined;

export interface OrderReply {
	success?: boolean;
	orderId?: string;
	/** Orders that have this key. */
	orderIds?: string[];
	lines?: Line[];
	code?: string;
}

export interface ListedOrder {
	orderId: string;
	createdAt: number;
	key?: string;
}

export interface ShownOrder extends ListedOrder {
	lines: Line[];
}

/** Who has sent a request: for the books' `madeBy` alone. */
export type Sender = Actor & { reference: string; item: number };

interface Entry {
	order: BookedOrder;
	visibleFrom: number;
}

export interface SupplierOptions {
	hasKey: boolean;
	/** How long after its booking an order shows up in the list. */
	listLagMs: number;
	/** The reply to an order brings a code. */
	givesCodes: boolean;
}

export class Supplier {
	private readonly entries: Entry[] = [];
	/** Keys that are taken, booked or not yet. */
	private readonly keys = new Set<string>();
	readFault: () => ReadFault | undefined = () => undefined;

	constructor(
		private readonly simulation: Simulation,
		private readonly options: SupplierOptions,
		private readonly onSent: (sender: Sender, sent: Pick<Sent, 'key' | 'answer'>) => void,
	) {}

	/** @param idOfAnother of an order that another reference holds, for the fault of that name */
	*submit(
		{ lines, key }: { lines: Line[]; key?: string },
		sender: Sender,
		fault: PostFault | undefined,
		idOfAnother: string | undefined,
	): Steps<Reply<OrderReply>> {
		yield this.simulation.latency();
		const reply = this.receive({ lines, ...(key === undefined ? {} : { key }) }, sender, fault, idOfAnother);
		this.onSent(sender, { ...(key === undefined ? {} : { key }), answer: answerOf(reply) });
		yield reply === undefined ? BOOKING_TAKES_MS + 10_000 : this.simulation.latency();
		return reply;
	}

	private receive(
		request: { lines: Line[]; key?: string },
		sender: Sender,
		fault: PostFault | undefined,
		idOfAnother: string | undefined,
	): Reply<OrderReply> {
		switch (fault) {
			case 'lostBefore':
				return undefined;
			case 'serverErrorBefore':
				return { status: 502, body: undefined };
			case 'unreadableBefore':
				return { status: 200, body: undefined };
			case 'tooManyRequests':
				return { status: 429, body: { success: false } };
			case 'refused':
				return { status: 400, body: { success: false } };
			case 'conflictBefore':
				return { status: 409, body: { success: false } };
			case 'idOfAnother':
				if (idOfAnother !== undefined) return { status: 200, body: { success: true, orderId: idOfAnother } };
		}
		const { key } = request;
		if (key !== undefined && this.keys.has(key)) {
			if (fault === 'lostAfter' || fault === 'lostAndLate') return undefined;
			if (fault === 'serverErrorAfter') return { status: 502, body: undefined };
			const orderIds = this.booked()
				.filter((order) => order.reference === key)
				.map(({ orderId }) => orderId);
			return { status: 409, body: { success: false, ...(orderIds.length > 0 ? { orderIds } : {}) } };
		}
		if (key !== undefined) this.keys.add(key);
		if (fault === 'lostAndLate' || fault === 'conflictAndLate') {
			this.simulation.at(this.simulation.random.integer(1000, BOOKING_TAKES_MS - 5000), () =>
				this.book(request, sender),
			);
			return fault === 'lostAndLate' ? undefined : { status: 409, body: { success: false } };
		}
		const lines = fault === 'otherGoods' ? withOneMore(request.lines) : request.lines;
		const { orderId } = this.book({ ...request, lines }, sender);
		const code = this.options.givesCodes ? { code: `code of ${orderId}` } : {};
		switch (fault) {
			case 'lostAfter':
				return undefined;
			case 'serverErrorAfter':
				return { status: 500, body: undefined };
			case 'unreadableAfter':
				return { status: 200, body: undefined };
			case 'withoutIdAfter':
				return { status: 200, body: { success: true } };
			case 'conflictAfter':
				return { status: 409, body: { success: false } };
			case 'noBesideOrderNumber':
				return { status: 200, body: { success: false, orderId } };
			default:
				return { status: 200, body: { success: true, orderId, lines, ...code } };
		}
	}

	/** Somebody else on the account. */
	bookForSomebodyElse(lines: Line[]): BookedOrder {
		return this.book({ lines }, 'nobody');
	}

	/** Newest first. */
	*latestOrders(): Steps<Reply<ListedOrder[]>> {
		yield this.simulation.latency();
		const { now } = this.simulation;
		const listed = this.entries.filter(({ visibleFrom }) => visibleFrom <= now).map(({ order }) => asListed(order));
		const fault = this.failedRead();
		yield this.simulation.latency();
		return fault ? fault.reply : { status: 200, body: listed.reverse() };
	}

	*order(orderId: string): Steps<Reply<ShownOrder>> {
		yield this.simulation.latency();
		const order = this.booked().find((one) => one.orderId === orderId);
		const fault = this.failedRead();
		yield this.simulation.latency();
		if (fault) return fault.reply;
		return order ? { status: 200, body: { ...asListed(order), lines: order.lines } } : { status: 404, body: undefined };
	}

	private failedRead(): { reply: Reply<never> } | undefined {
		switch (this.readFault()) {
			case 'lost':
				return { reply: undefined };
			case 'serverError':
				return { reply: { status: 500, body: undefined } };
			case 'notFound':
				return { reply: { status: 404, body: undefined } };
			case undefined:
				return undefined;
		}
	}

	booked(): BookedOrder[] {
		return this.entries.map(({ order }) => order);
	}

	private book({ lines, key }: { lines: Line[]; key?: string }, madeBy: Sender | 'nobody'): BookedOrder {
		const { now } = this.simulation;
		const order: BookedOrder = {
			orderId: `order-${this.entries.length + 1}`,
			bookedAt: now,
			lines,
			totalCents: totalOf(lines),
			...(key === undefined ? {} : { reference: key }),
			madeBy,
		};
		this.entries.push({ order, visibleFrom: now + this.options.listLagMs });
		return order;
	}
}

/** What the reply proves to somebody who reads it with care. */
function answerOf(reply: Reply<OrderReply>): Sent['answer'] {
	if (!reply?.body) return 'other';
	const { status, body } = reply;
	if (status === 409 || (body.success === false && body.orderId !== undefined)) return 'doubtful';
	return status >= 400 && status < 500 ? 'refused' : 'other';
}

function asListed({ orderId, bookedAt, reference }: BookedOrder): ListedOrder {
	return { orderId, createdAt: bookedAt, ...(reference === undefined ? {} : { key: reference }) };
}

export function totalOf(lines: readonly Line[]): number {
	return lines.reduce((cents, { faceValueCents, quantity }) => cents + faceValueCents * quantity, 0);
}

function withOneMore(lines: readonly Line[]): Line[] {
	return lines.map((line) => ({ ...line, quantity: line.quantity + 10 }));
}
