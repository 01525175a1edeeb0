/** What can go wrong at one step of a purchase: a request to the supplier, or a call to the database behind the journal. */
import type { Fault, SupplierRig } from '../rigs/rig';

export interface Step {
	/** The nth of its kind in a story, counted from 1. */
	n: number;
	on: 'request' | 'journal';
	/** As the report's matrix names it: "POST /v1/orders", "journal record". */
	name: string;
	/** What it does: a question, something that changes the supplier's state, or the purchase itself. */
	role: 'question' | 'change' | 'order' | 'record' | 'remove';
}

/** What happens to the execution instead of, or beside, what happens to the request. */
type EngineEvent = 'stop' | 'kill' | 'secondExecution';

interface Kind {
	/** What the supplier does with the request. */
	fault?: (rig: SupplierRig) => Fault;
	/** What happens to the execution when the request arrives. */
	event?: EngineEvent;
}

/** No supplier uses these words: nothing that was written down says what they mean. */
const UNKNOWN_WORDS = 'The hamster has left the wheel';

const status = (code: number, when: 'before' | 'after', body?: (rig: SupplierRig) => unknown): Kind => ({
	fault: (rig) => ({ kind: 'status', status: code, when, ...(body ? { body: body(rig) } : {}) }),
});
const fault = (one: Fault): Kind => ({ fault: () => one });

const LOST_BEFORE = fault({ kind: 'dropBefore' });
const LOST_AFTER = fault({ kind: 'dropAfter' });

const OF_ALL = {
	'half a reply': fault({ kind: 'stallBody', resetAfterMs: 2 }),
	'refused in unknown words': status(400, 'before', (rig) => rig.refusal(UNKNOWN_WORDS)),
	'too many requests': status(429, 'before'),
	'token expired': fault({ kind: 'expireToken' }),
	'execution stopped': { event: 'stop' },
} satisfies Record<string, Kind>;

const OF_QUESTIONS = {
	'no reply': LOST_BEFORE,
	'server error': status(500, 'before'),
	'web page instead of JSON': fault({ kind: 'html', when: 'before' }),
	...OF_ALL,
} satisfies Record<string, Kind>;

const OF_CHANGES = {
	'lost before the work': LOST_BEFORE,
	'reply lost after the work': LOST_AFTER,
	'server error before the work': status(500, 'before'),
	'server error after the work': status(500, 'after'),
	'web page instead of JSON': fault({ kind: 'html', when: 'after' }),
	...OF_ALL,
	'process killed before the work': { ...LOST_BEFORE, event: 'kill' },
	'process killed after the work': { ...LOST_AFTER, event: 'kill' },
} satisfies Record<string, Kind>;

const OF_ORDERS = {
	...OF_CHANGES,
	'no order ID in the reply': fault({ kind: 'withoutOrderId' }),
	'refused in unknown words, though booked': status(400, 'after', (rig) => rig.refusal(UNKNOWN_WORDS)),
	'"is being processed" with 200': status(200, 'after', (rig) => rig.refusal('Your order is being processed')),
	'conflict without a shape': status(409, 'after'),
	redirected: status(307, 'before'),
	'connection lost, booked 60 s later': fault({ kind: 'dropAndWork', workAfterMs: 60_000 }),
	'second execution at the same time': { event: 'secondExecution' },
} satisfies Record<string, Kind>;

const OF_JOURNAL = {
	'database away for one call': {},
	'database away for the rest of the run': {},
	'process killed': { event: 'kill' },
} satisfies Record<string, Kind>;

const KINDS: Record<Step['role'], Record<string, Kind>> = {
	question: OF_QUESTIONS,
	change: OF_CHANGES,
	order: OF_ORDERS,
	record: OF_JOURNAL,
	remove: OF_JOURNAL,
};

export interface Disturbance {
	step: Step;
	/** A key of `kindsOf`. */
	what: string;
}

export const kindsOf = ({ role }: Step): string[] => Object.keys(KINDS[role]);

export const kindOf = ({ step, what }: Disturbance): Kind => KINDS[step.role][what]!;

export const asText = ({ step, what }: Disturbance): string => `${step.name} (${step.on} ${step.n}): ${what}`;
