/**
 * What the checker reads, and nothing else: what the node was asked and reported (a history, in Jepsen's words), and what
 * the supplier has booked. All of it is JSON. Nothing here knows the package or the simulators.
 */

/** One line of an order: so many cards of one product and face value for one recipient. */
export type Line = {
	product: string;
	faceValueCents: number;
	quantity: number;
	/** Where the supplier sends cards to recipients. */
	recipient?: string;
};

/** Who acts: an execution (`run`) of a node, in an n8n process. A retry of an execution is a run of its own. */
export type Actor = {
	process: string;
	run: string;
	/** A node of a workflow. What one node has bought is no business of another one's. */
	node: string;
};

/** The node is given an item. A run has one per item; `item` is its index. */
export type Invoke = Actor & { type: 'invoke'; item: number; reference: string; cart: Line[] };

/** The node reports `confirmed`. */
export type Ok = Actor & {
	type: 'ok';
	item: number;
	reference: string;
	orderId: string;
	/** The node says that the order holds other goods than were ordered. */
	hasWarning?: boolean;
};

/** The node reports `rejected`: proof that nothing was bought. */
export type Fail = Actor & { type: 'fail'; item: number; reference: string; code: string };

/**
 * The node reports `unknown`, or nobody has heard what it had to report:
 * - `unknown`: the item's own report;
 * - `stopped`: somebody stopped the execution, n8n drops what it outputs later;
 * - `killed`: its process has ended;
 * - `threw`: the node stopped the workflow with an error, which drops the output of all its items.
 */
export type Info = Actor & {
	type: 'info';
	item: number;
	reference: string;
	why: 'unknown' | 'stopped' | 'killed' | 'threw';
	/** Orders that an `unknown` names. */
	candidates?: string[];
};

/**
 * An order request has reached the supplier, booked or not. A connection that was refused isn't one. Where several runs
 * are under way, whoever records it has to know which one has sent it.
 */
export type Sent = Actor & {
	type: 'sent';
	/** Where a run has several items with this reference, and it is known. */
	item?: number;
	reference: string;
	/** What the supplier was given as its key, where it takes one. */
	key?: string;
	/**
	 * What the supplier has answered, as far as the answer has arrived:
	 * - `refused`: it says for sure that this order isn't booked, so the reference is free again;
	 * - `doubtful`: it reads like a refusal and proves nothing: a 409, "is being processed", "no" beside an order number;
	 * - `other`: booked, or lost, or 5xx, or unreadable.
	 */
	answer: 'refused' | 'doubtful' | 'other';
};

/** The supplier's reply to an order request has given a code away, and it arrived. */
export type Given = Actor & { type: 'given'; code: string };

/** A code stands in an output, a form, an error or a log, and somebody may have read it there. */
export type Shown = Actor & {
	type: 'shown';
	/** Such as `create`, `getSecureData`, `getOrder`, `log`, `agent`. */
	place: string;
	code: string;
};

export type HistoryEvent = Invoke | Ok | Fail | Info | Sent | Given | Shown;
/** How an invocation ends. */
export type Finish = Ok | Fail | Info;

/** An order as the supplier has it, whatever became of the reply. */
export type BookedOrder = {
	orderId: string;
	/** Milliseconds since 1970. */
	bookedAt: number;
	lines: Line[];
	totalCents?: number;
	/** Where the supplier takes the reference as its own key. */
	reference?: string;
	/**
	 * Who has sent the request that booked it: the truth, which only the test knows. `nobody` is somebody else on the
	 * account. Without it an order is given to the reference that is the only one with these goods; where several have
	 * them, the orders of these goods are counted together.
	 */
	madeBy?: (Actor & { reference: string; item?: number }) | 'nobody';
	/** It never shows up in the supplier's list, so an `unknown` leads to it only by its id. */
	isHidden?: boolean;
};

/** What the properties need to know of supplier and credential. */
export type Rules = {
	/** The supplier takes the reference as its own key, so an order may be sent again with the same one. */
	hasKey: boolean;
	/** The most that may be booked in a day (UTC), in cents. */
	dayLimitCents?: number;
	/** Where codes may be shown. Without it codes aren't judged. */
	placesForCodes?: string[];
	/** A code that was given must be shown in one of those places, even after a stop, unless the process ended: it doesn't come again. */
	givesCodesOnce?: boolean;
	/**
	 * Codes of a `fail` that say of this run alone that it has sent nothing, and nothing of an earlier one. Every other
	 * `rejected` is held to its word that nothing was bought.
	 */
	codesOfThisRunOnly?: string[];
};

/**
 * All that there is to judge. `events` stand in the order in which they came about; they end with a run of every item
 * while everything works, since an order may be named by the next run alone.
 */
export type Recording = { rules: Rules; events: HistoryEvent[]; booked: BookedOrder[] };
