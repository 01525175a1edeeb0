/**
 * A run of Create Order with one item, as nodes/shared/purchase/ does it: journal.ts, entryStore.ts, place.ts and
 * findInOrderList.ts, with each call of an n8n helper and of the supplier as one step. The lock is taken in one step, and time stands still.
 */
import type { Design } from './design';

export type Key = string;
export type OrderId = number;
export type Reference = number;

/** What a run asks of its surroundings. */
export type Op =
	| { op: 'lock' | 'isHeld' | 'unlock' | 'list' | 'settle' | 'pause' }
	/** `count` is answered with how many of the keys are there: only what a removal changes matters. */
	| { op: 'record' | 'remove' | 'count'; keys: Key[] }
	| { op: 'order'; id: OrderId }
	| { op: 'post' | 'ordersWith'; reference: Reference }
	/** No step: the lock is given back, and only what came of the work under it matters from now on. */
	| { op: 'leave'; came: Came };

/** What came of the work under the lock. */
export type Came = { entries: string[] } | { isTrue: boolean } | { nothing: true } | { problem: string };

/** `failed`: the call throws; `busy`: the lock is not to be had at once. */
export type Answer =
	| 'failed'
	| 'busy'
	| 'done'
	| boolean
	| number
	| Key[]
	| { ids: OrderId[] }
	| { order: Reference }
	| { booked: OrderId }
	| { taken: OrderId[] }
	/** To `lock`, when a program is repeated up to a later step. */
	| { came: Came }
	| 'refused'
	| 'doubtful'
	| 'unclear';

export interface Report {
	outcome: 'confirmed' | 'rejected' | 'unknown';
	code: string;
	orderId?: OrderId;
	candidates?: OrderId[];
}

/** What an execution knows of the reference; its retries know it too. */
export interface Memory {
	/** Absent: by an earlier execution, so this one doesn't know the time. */
	wasSent?: true;
	newestBefore?: OrderId | undefined;
	orderId?: OrderId;
	isRefused?: true;
}

/** What a process knows, whichever execution it runs. */
export interface ProcessMemory {
	owners: { [id: OrderId]: Reference };
	/** References of which nobody knows what became. */
	unresolved: Reference[];
}

export interface RunInput {
	reference: Reference;
	hasKey: boolean;
	memory: Memory | undefined;
	process: ProcessMemory;
	isStopped(): boolean;
	design: Design;
}

export interface RunResult {
	report: Report;
	memory: Memory | undefined;
	process: ProcessMemory;
}

export type Steps<Result> = Generator<Op, Result, Answer>;

class Problem extends Error {
	constructor(readonly code: string) {
		super(code);
	}
}

const LOOKS = 1;
const LOOKS_FOR_TAKEN = 5;
const MOST_ATTEMPTS_WITH_KEY = 4;

/** The entry of a journal that was opened once. */
export const STARTED = 'started';
const intentEntry = (reference: Reference) => `intent|${reference}`;
const cartEntry = (reference: Reference) => `cart|${reference}`;
/** Everything happens within minute 0, so times tell nothing apart. */
const sentEntry = (reference: Reference, minute = 0) => `sent|${reference}|${minute}`;
/** An order of minute 0 may have been sent in any of these, which a look asks for. */
const MINUTES = [-3, -2, -1, 0, 1, 2];
const refusedEntry = (reference: Reference) => `refused|${reference}`;
const doneEntry = (reference: Reference) => `done|${reference}`;
const claimedEntry = (id: OrderId) => `claimed|${id}`;
const claimEntry = (id: OrderId, reference: Reference) => `claim|${id}|${reference}`;
const ANYONE = 'unresolved';
const mineEntry = (reference: Reference) => `unresolved|${reference}`;
const RIVALS = 'rivals';

export class Run {
	private intended = false;
	private attempts = 0;
	/** As `purchase.known`: what this try knows. */
	private known: Memory | undefined;
	private memory: Memory | undefined;
	private readonly process: ProcessMemory;

	constructor(private readonly input: RunInput) {
		this.memory = input.memory;
		this.known = input.memory;
		this.process = { owners: { ...input.process.owners }, unresolved: [...input.process.unresolved] };
	}

	*execute(): Steps<RunResult> {
		let report: Report;
		try {
			yield* this.openJournal();
			report = yield* this.place();
		} catch (cause) {
			report = this.nothingSent(cause);
		}
		return { report, memory: this.memory, process: this.process };
	}

	// place.ts

	private *place(): Steps<Report> {
		try {
			return yield* this.continueFromPhase();
		} catch (cause) {
			if (this.memory?.wasSent) return unknown('COULD_NOT_LOOK');
			return this.nothingSent(cause);
		}
	}

	private *continueFromPhase(): Steps<Report> {
		const { reference } = this.input;
		if (this.known) {
			if (this.known.isRefused) return yield* this.lookOnceMore();
			if (this.known.orderId === undefined) return yield* this.resume();
			const { orderId } = this.known;
			yield { op: 'order', id: orderId };
			return { outcome: 'confirmed', code: 'ALREADY_EXISTED', orderId };
		}
		if (!this.intended) return yield* this.begin();
		if (yield* this.has(refusedEntry(reference))) return yield* this.lookOnceMore();
		if (!this.keeps('a reference that was freed meanwhile is reserved again')) {
			if (yield* this.has(cartEntry(reference))) return yield* this.resume();
			return rejected('REFERENCE_USED');
		}
		const found = yield* this.find([intentEntry(reference), cartEntry(reference)]);
		if (found.has(cartEntry(reference))) return yield* this.resume();
		if (found.has(intentEntry(reference))) return rejected('REFERENCE_USED');
		this.intended = false;
		return yield* this.begin();
	}

	private *begin(): Steps<Report> {
		try {
			if (!(yield* this.reserve())) return yield* this.continueFromPhase();
		} catch (cause) {
			return this.nothingSent(cause);
		}
		return yield* this.send({ mayBeBooked: false });
	}

	private *reserve(): Steps<boolean> {
		const newest = this.input.hasKey ? [] : idsIn(yield { op: 'list' });
		if (this.input.isStopped()) throw new Problem('CANCELED');
		if (this.keeps('the intent is written before sending')) {
			try {
				if (!(yield* this.tryReserve())) return false;
			} catch (cause) {
				if (this.keeps('nothing is sent without a journal')) throw cause;
			}
		}
		this.known = { wasSent: true, ...(this.input.hasKey ? {} : { newestBefore: newest[0] }) };
		this.memory = this.known;
		return true;
	}

	private *resume(): Steps<Report> {
		const { reference, hasKey } = this.input;
		if (!this.keeps('an order in doubt is not sent again')) return yield* this.send({ mayBeBooked: true });
		if (!hasKey) return yield* this.adoptFromList('EARLIER_TRY_NOT_FOUND');
		let ids: OrderId[];
		try {
			ids = idsIn(yield { op: 'ordersWith', reference });
		} catch {
			return unknown('COULD_NOT_LOOK');
		}
		if (ids.length > 0) return yield* this.adopt(ids, 'TAKEN_NOT_SEEN');
		if (this.keeps('a reference that was freed meanwhile is reserved again')) {
			try {
				yield* this.write(this.intentEntries({ withTime: false }));
			} catch {
				return unknown('COULD_NOT_LOOK');
			}
		}
		this.known = { ...this.known, wasSent: true };
		this.memory = this.known;
		return yield* this.send({ mayBeBooked: true });
	}

	private *lookOnceMore(): Steps<Report> {
		const isOfThisExecution = this.known?.isRefused === true;
		if (!this.input.hasKey && this.keeps('a refusal that was believed is looked up again')) {
			const result = yield* this.findInOrderList();
			if (result.kind !== 'none' || result.isDone) {
				yield* this.bestEffort(
					function* (this: Run): Steps<void> {
						yield* this.erase([refusedEntry(this.input.reference)]);
					}.bind(this),
				);
				return yield* this.toReport(result, 'EARLIER_TRY_NOT_FOUND');
			}
		}
		if (isOfThisExecution) {
			const isAsked = this.keeps('a refusal that an execution remembers is asked of the journal');
			// Somebody else may have bought it since.
			if (isAsked && !(yield* this.has(refusedEntry(this.input.reference)))) return unknown('EARLIER_TRY_NOT_FOUND');
			return rejected('REFUSED');
		}
		if (this.keeps('a reference that was refused is freed and reserved in one step')) return yield* this.beginAgain();
		yield* this.release();
		return yield* this.begin();
	}

	/** Whoever finds the refusal gone leaves the intent alone. */
	private *beginAgain(): Steps<Report> {
		let isMine: boolean;
		let newest: OrderId[];
		try {
			newest = idsIn(yield { op: 'list' });
			if (this.input.isStopped()) throw new Problem('CANCELED');
			isMine = (yield* this.exclusively(() => this.takeRefusal())).isTrue;
			if (isMine) yield* this.write(this.intentEntries({ withTime: true }));
		} catch (cause) {
			return this.nothingSent(cause);
		}
		if (!isMine) return yield* this.continueFromPhase();
		this.known = { wasSent: true, newestBefore: newest[0] };
		this.memory = this.known;
		return yield* this.send({ mayBeBooked: false });
	}

	private *takeRefusal(): Steps<{ isTrue: boolean }> {
		const copies = this.copies(refusedEntry(this.input.reference));
		const taken = yield* this.takeOut(copies.slice(-1));
		yield* this.remove(copies.slice(0, -1));
		return { isTrue: taken > 0 };
	}

	private *send({ mayBeBooked }: { mayBeBooked: boolean }): Steps<Report> {
		const { reference, hasKey } = this.input;
		for (let isInDoubt = mayBeBooked; ; isInDoubt = true) {
			this.attempts += 1;
			const answer = yield { op: 'post', reference };
			if (!this.keeps('the intent is written before sending')) yield* this.bestEffort(() => this.tryReserve());
			if (typeof answer === 'object' && 'booked' in answer) return yield* this.confirm(answer.booked, 'CONFIRMED');
			if (typeof answer === 'object' && 'taken' in answer) return yield* this.adopt(answer.taken, 'TAKEN_NOT_SEEN');
			switch (answer) {
				case 'refused':
					if (isInDoubt && this.keeps('a refusal after doubt is unknown'))
						return yield* this.adopt([], 'REFUSED_AFTER_DOUBT');
					yield* this.release();
					return rejected('REFUSED');
				case 'doubtful':
					return yield* this.believeAfterLooking();
				case 'unclear':
					if (!this.keeps('a lost reply is unknown')) return rejected('TIMEOUT');
					if (!hasKey) return yield* this.adoptFromList('SENT_NOT_FOUND');
					if (this.attempts >= MOST_ATTEMPTS_WITH_KEY || this.input.isStopped())
						return yield* this.adopt([], 'SENT_NOT_FOUND');
					yield { op: 'pause' };
			}
		}
	}

	private *believeAfterLooking(): Steps<Report> {
		const { reference, hasKey } = this.input;
		if (hasKey) return yield* this.adopt([], 'REFUSED_AFTER_DOUBT');
		if (this.keeps('a doubtful refusal is looked up before it is believed')) {
			const result = yield* this.findInOrderList();
			if (result.kind !== 'none' || result.isDone || this.input.isStopped()) {
				return yield* this.toReport(result, 'REFUSED_AFTER_DOUBT');
			}
		}
		this.memory = { ...this.known, isRefused: true };
		this.noteResolved();
		yield* this.bestEffort(() => this.write([refusedEntry(reference)]));
		return rejected('REFUSED');
	}

	private *release(): Steps<void> {
		const { wasSent } = this.known ?? {};
		this.memory = undefined;
		this.noteResolved();
		const entries = [...this.intentEntries({ withTime: wasSent === true }), refusedEntry(this.input.reference)];
		yield* this.bestEffort(
			function* (this: Run): Steps<void> {
				yield* this.erase(entries);
				this.intended = false;
			}.bind(this),
		);
	}

	private *confirm(orderId: OrderId, code: 'CONFIRMED' | 'ALREADY_EXISTED'): Steps<Report> {
		const { reference, hasKey } = this.input;
		if (!hasKey) {
			let isMine = true;
			yield* this.bestEffort(
				function* (this: Run): Steps<void> {
					isMine = yield* this.claim(orderId);
				}.bind(this),
			);
			if (!isMine) {
				return { outcome: 'unknown', code: 'ORDER_HELD_BY_OTHER', candidates: [orderId] };
			}
		}
		this.process.owners[orderId] = reference;
		this.noteResolved();
		this.memory = { ...this.memory, orderId };
		return { outcome: 'confirmed', code, orderId };
	}

	private *adopt(orderIds: OrderId[], notSeen: string): Steps<Report> {
		const { reference, hasKey } = this.input;
		let ids = orderIds;
		try {
			for (let look = 1; look <= LOOKS_FOR_TAKEN; look++) {
				if (ids.length === 0 && hasKey) ids = idsIn(yield { op: 'ordersWith', reference });
				const found: OrderId[] = [];
				for (const id of ids) if (referenceOf(yield { op: 'order', id }) === reference) found.push(id);
				const [only] = found;
				if (only !== undefined && found.length === 1) return yield* this.confirm(only, 'ALREADY_EXISTED');
				if (found.length > 1) return { outcome: 'unknown', code: 'SEVERAL_POSSIBLE', candidates: ids };
				if (this.input.isStopped()) break;
				yield { op: 'pause' };
			}
		} catch {
			return unknown('COULD_NOT_LOOK');
		}
		return { outcome: 'unknown', code: notSeen, candidates: ids };
	}

	private *adoptFromList(notFound: string): Steps<Report> {
		return yield* this.toReport(yield* this.findInOrderList(), notFound);
	}

	private *toReport(result: Look, notFound: string): Steps<Report> {
		switch (result.kind) {
			case 'ours':
				return yield* this.confirm(result.orderId, 'ALREADY_EXISTED');
			case 'several':
				return { outcome: 'unknown', code: 'SEVERAL_POSSIBLE', candidates: result.candidates };
			case 'notProved':
				return { outcome: 'unknown', code: 'NOT_PROVED', candidates: result.candidates };
			case 'none':
				return unknown(notFound);
			case 'couldNotLook':
				return unknown('COULD_NOT_LOOK');
		}
	}

	private *bestEffort(task: () => Steps<unknown>): Steps<void> {
		try {
			yield* task();
		} catch (cause) {
			if (!(cause instanceof Problem)) throw cause;
		}
	}

	private nothingSent(cause: unknown): Report {
		const code = codeOf(cause);
		const isAway = code === 'NO_JOURNAL' || code === 'JOURNAL_BUSY';
		if (isAway && this.keeps('a journal that is away makes an earlier order unknown')) return unknown(code);
		return rejected(code);
	}

	// findInOrderList.ts

	private *findInOrderList(): Steps<Look> {
		const { reference } = this.input;
		try {
			const claimed = yield* this.findClaimed(idsIn(yield { op: 'list' }));
			if (claimed) return claimed;
			const isDone = yield* this.has(doneEntry(reference));
			const { wasSent } = this.known ?? {};
			const isContested = !isDone && wasSent === true && (yield* this.noteDoubt());
			yield { op: 'settle' };
			let candidates: OrderId[] = [];
			let isOpen = false;
			for (let look = 1; look <= LOOKS && !this.input.isStopped(); look++) {
				const listed = idsIn(yield { op: 'list' });
				const claimedByNow = yield* this.findClaimed(listed);
				if (claimedByNow) return claimedByNow;
				if (isDone) continue;
				const weighed = yield* this.weigh(listed);
				if (!Array.isArray(weighed)) return weighed;
				candidates = weighed;
				// The list isn't whole, so nothing in it has a place.
				isOpen = isMarkGone(listed, this.known?.newestBefore);
				const [only] = candidates;
				if (only === undefined || isOpen) continue;
				const hasRivals = yield* this.hasRivalsNow();
				const isClear = candidates.length === 1 && !isContested && !this.hasRivalHere() && !hasRivals;
				return isClear ? { kind: 'ours', orderId: only } : { kind: 'several', candidates };
			}
			if (isOpen) return { kind: 'notProved', candidates };
			if (!this.keeps('a reference that is done is not refused')) return { kind: 'none', isDone: false };
			return { kind: 'none', isDone: isDone || (yield* this.has(doneEntry(reference))) };
		} catch (cause) {
			if (!(cause instanceof Problem)) throw cause;
			return { kind: 'couldNotLook' };
		}
	}

	private *findClaimed(listed: OrderId[]): Steps<Look | undefined> {
		const { reference } = this.input;
		const found = yield* this.find(listed.map((id) => claimEntry(id, reference)));
		const claimed = listed.filter((id) => found.has(claimEntry(id, reference)));
		const believed: OrderId[] = [];
		for (const id of claimed) {
			if ((yield { op: 'order', id }) === 'failed') throw new Problem('SUPPLIER');
			believed.push(id);
		}
		const [only] = believed;
		if (only !== undefined && believed.length === 1) return { kind: 'ours', orderId: only };
		return claimed.length === 0 ? undefined : { kind: 'several', candidates: claimed };
	}

	private *weigh(listed: OrderId[]): Steps<OrderId[] | Look> {
		const { reference } = this.input;
		const free = newerThan(listed, this.known?.newestBefore).filter(
			(id) => (this.process.owners[id] ?? reference) === reference,
		);
		const claimed = yield* this.find(free.map(claimedEntry));
		if (claimed.size > 0) {
			const found = yield* this.findClaimed(free);
			if (found) return found;
		}
		const same: OrderId[] = [];
		for (const id of free) {
			if (claimed.has(claimedEntry(id)) && this.keeps('an order that anyone has claimed is not adopted')) continue;
			if (!this.known?.wasSent && !(yield* this.wasSentLately())) continue;
			if ((yield { op: 'order', id }) === 'failed') throw new Problem('SUPPLIER');
			same.push(id);
		}
		return same;
	}

	private *wasSentLately(): Steps<boolean> {
		return (yield* this.find(MINUTES.map((minute) => sentEntry(this.input.reference, minute)))).size > 0;
	}

	private *noteDoubt(): Steps<boolean> {
		const { reference } = this.input;
		if (!this.process.unresolved.includes(reference))
			this.process.unresolved = [...this.process.unresolved, reference].sort();
		return yield* this.noteUnresolved();
	}

	private hasRivalHere(): boolean {
		if (!this.keeps('two in doubt with one cart are rivals')) return false;
		return this.process.unresolved.some((other) => other !== this.input.reference);
	}

	/** The remedy: what was noted since, by whichever process. */
	private *hasRivalsNow(): Steps<boolean> {
		const isAsked =
			this.keeps('rivals are noted before sending') && this.keeps('two in doubt with one cart are rivals');
		return isAsked && (yield* this.has(RIVALS));
	}

	private noteResolved(): void {
		this.process.unresolved = this.process.unresolved.filter((other) => other !== this.input.reference);
	}

	// journal.ts

	private *openJournal(): Steps<void> {
		const intent = intentEntry(this.input.reference);
		try {
			const found = yield* this.find([intent, STARTED]);
			if (!found.has(STARTED)) yield* this.write([STARTED]);
			this.intended = found.has(intent);
		} catch (cause) {
			if (this.keeps('nothing is sent without a journal')) throw cause;
		}
	}

	private *has(entry: string): Steps<boolean> {
		return (yield* this.find([entry])).has(entry);
	}

	private *tryReserve(): Steps<boolean> {
		const { reference, hasKey } = this.input;
		const entries = this.intentEntries({ withTime: !hasKey });
		const notesRivals = !hasKey && this.keeps('rivals are noted before sending');
		const before = notesRivals ? yield* this.writeWithRivals(entries) : yield* this.write(entries);
		let isFirst = true;
		if (before.has(intentEntry(reference)) && this.keeps('an intent that is there is respected')) {
			yield* this.erase(entries.filter((entry) => !before.has(entry)));
			isFirst = false;
		}
		this.intended = true;
		return isFirst;
	}

	/** The remedy: in one step, or two that come at once would both find nobody; the intent last, or nobody would ask again. */
	private *writeWithRivals(entries: readonly string[]): Steps<Set<string>> {
		const mine = mineEntry(this.input.reference);
		const task = function* (this: Run): Steps<{ entries: string[] }> {
			const seen = yield* this.record([copyOf(ANYONE, 1)]);
			const isAlone = seen.size === 0 || (yield* this.takeOut([copyOf(mine, 1)])) > 0;
			if (!isAlone) yield* this.record([copyOf(RIVALS, 1)]);
			return yield* this.writeAll([...entries, mine]);
		}.bind(this);
		return new Set((yield* this.exclusively(task)).entries);
	}

	private *claim(orderId: OrderId): Steps<boolean> {
		const { reference } = this.input;
		const [claimed, mine] = [claimedEntry(orderId), claimEntry(orderId, reference)];
		const before = yield* this.write([claimed, mine, doneEntry(reference), ...this.intentEntries({ withTime: false })]);
		return !before.has(claimed) || before.has(mine);
	}

	private *noteUnresolved(): Steps<boolean> {
		const mine = mineEntry(this.input.reference);
		const before = yield* this.find([ANYONE, mine, RIVALS]);
		const hasRivals = before.has(RIVALS) || (before.has(ANYONE) && !before.has(mine));
		const wanted = [ANYONE, mine, ...(hasRivals ? [RIVALS] : [])];
		const missing = wanted.filter((entry) => !before.has(entry));
		if (missing.length > 0) yield* this.write(missing);
		return hasRivals && this.keeps('two in doubt with one cart are rivals');
	}

	private intentEntries({ withTime }: { withTime: boolean }): string[] {
		const { reference } = this.input;
		const sent = withTime ? [sentEntry(reference)] : [];
		return [intentEntry(reference), cartEntry(reference), ...sent];
	}

	// entryStore.ts

	private *find(entries: readonly string[]): Steps<Set<string>> {
		if (entries.length === 0) return new Set();
		return new Set((yield* this.exclusively(() => this.look(entries))).entries);
	}

	private *look(entries: readonly string[]): Steps<{ entries: string[] }> {
		const first = entries.map((entry) => copyOf(entry, 1));
		const seen = yield* this.record(first);
		yield* this.remove(first.filter((key) => !seen.has(key)));
		const found = entries.filter((entry) => seen.has(copyOf(entry, 1)));
		const withCopies = (count: number) => found.filter((entry) => this.copiesOf(entry) === count);
		const whole: string[] = [];
		for (const entry of withCopies(2)) if (yield* this.hasCopy(entry, 2)) whole.push(entry);
		whole.push(...(yield* this.wholeOfThree(withCopies(3))));
		return { entries: [...withCopies(1), ...whole].sort() };
	}

	private *wholeOfThree(entries: readonly string[]): Steps<string[]> {
		if (entries.length === 0) return [];
		const seconds = entries.map((entry) => copyOf(entry, 2));
		const taken = yield* this.takeOut(seconds);
		if (taken === entries.length) {
			yield* this.record(seconds);
			return [...entries];
		}
		const whole: string[] = [];
		for (const entry of entries) if (yield* this.hasCopy(entry, 3)) whole.push(entry);
		const kept = taken > whole.length ? [...entries] : whole;
		yield* this.record(kept.map((entry) => copyOf(entry, 2)));
		return kept;
	}

	private *hasCopy(entry: string, number: number): Steps<boolean> {
		const key = copyOf(entry, number);
		if ((yield* this.takeOut([key])) === 0) return false;
		yield* this.record([key]);
		return true;
	}

	private *takeOut(keys: Key[]): Steps<number> {
		const before = yield* this.count(keys);
		yield* this.remove(keys);
		const taken = before - (yield* this.count(keys));
		if (taken < 0 || taken > keys.length) throw new Problem('NO_JOURNAL');
		return taken;
	}

	private *write(entries: readonly string[]): Steps<Set<string>> {
		return new Set((yield* this.exclusively(() => this.writeAll(entries))).entries);
	}

	/** @returns those that were there before */
	private *writeAll(entries: readonly string[]): Steps<{ entries: string[] }> {
		const seen = yield* this.record(entries.flatMap((entry) => this.copies(entry)));
		const before = entries.filter((entry) => {
			const [first = '', ...others] = this.copies(entry);
			return seen.has(first) && (others.length === 0 || others.some((copy) => seen.has(copy)));
		});
		return { entries: before.sort() };
	}

	private *erase(entries: readonly string[]): Steps<void> {
		yield* this.exclusively(() => this.eraseAll(entries));
	}

	private *eraseAll(entries: readonly string[]): Steps<{ nothing: true }> {
		yield* this.remove(entries.flatMap((entry) => this.copies(entry)));
		return { nothing: true };
	}

	/** A call that fails is made once more. */
	private *record(keys: Key[]): Steps<Set<Key>> {
		if (keys.length === 0) return new Set();
		let answer = yield { op: 'record', keys };
		if (answer === 'failed') answer = yield { op: 'record', keys };
		if (!Array.isArray(answer)) throw new Problem('NO_JOURNAL');
		return new Set(answer);
	}

	private *remove(keys: Key[]): Steps<void> {
		if (keys.length > 0 && (yield { op: 'remove', keys }) === 'failed') throw new Problem('NO_JOURNAL');
	}

	private *count(keys: Key[]): Steps<number> {
		const answer = yield { op: 'count', keys };
		if (typeof answer !== 'number') throw new Problem('NO_JOURNAL');
		return answer;
	}

	private *exclusively<Result extends Came>(task: () => Steps<Result>): Steps<Result> {
		const answer = yield { op: 'lock' };
		// After Stop it is tried once.
		if (answer === 'busy') throw new Problem('JOURNAL_BUSY');
		if (typeof answer === 'object' && 'came' in answer) return cameTo(answer.came) as Result;
		if (answer === 'failed') throw new Problem('NO_JOURNAL');
		let came: Came = { nothing: true };
		try {
			came = yield* task();
			const isHeld = yield { op: 'isHeld' };
			if (isHeld === 'failed') throw new Problem('NO_JOURNAL');
			if (!isHeld) throw new Problem('JOURNAL_BUSY');
		} catch (cause) {
			came = { problem: codeOf(cause) };
		}
		yield { op: 'unlock' };
		yield { op: 'leave', came };
		return cameTo(came) as Result;
	}

	private copies(entry: string): Key[] {
		return Array.from({ length: this.copiesOf(entry) }, (_, index) => copyOf(entry, index + 1));
	}

	private copiesOf(entry: string): number {
		if (entry.startsWith('intent|')) return this.keeps('a look does not lose an intent') ? 3 : 2;
		if (entry.startsWith('claim|')) return this.keeps('a look does not make a claim') ? 2 : 1;
		if (entry.startsWith('refused|')) return this.keeps('a look does not make a refusal') ? 2 : 1;
		if (entry.startsWith('claimed|')) return this.keeps('a look does not hide an order') ? 3 : 1;
		return entry.startsWith('sent|') ? 2 : 1;
	}

	private keeps(part: Parameters<Design['has']>[0]): boolean {
		return this.input.design.has(part);
	}
}

type Look =
	| { kind: 'ours'; orderId: OrderId }
	| { kind: 'several'; candidates: OrderId[] }
	| { kind: 'notProved'; candidates: OrderId[] }
	| { kind: 'none'; isDone: boolean }
	| { kind: 'couldNotLook' };

function newerThan(listed: OrderId[], newestBefore: OrderId | undefined): OrderId[] {
	const at = newestBefore === undefined ? -1 : listed.indexOf(newestBefore);
	return at === -1 ? listed : listed.slice(0, at);
}

function isMarkGone(listed: OrderId[], newestBefore: OrderId | undefined): boolean {
	return newestBefore !== undefined && !listed.includes(newestBefore);
}

function idsIn(answer: Answer): OrderId[] {
	if (typeof answer === 'object' && 'ids' in answer) return answer.ids;
	throw new Problem('SUPPLIER');
}

function referenceOf(answer: Answer): Reference {
	if (typeof answer === 'object' && 'order' in answer) return answer.order;
	throw new Problem('SUPPLIER');
}

function cameTo(came: Came): Came {
	if ('problem' in came) throw new Problem(came.problem);
	return came;
}

export function copyOf(entry: string, number: number): Key {
	return `${number}|${entry}`;
}

function codeOf(cause: unknown): string {
	if (cause instanceof Problem) return cause.code;
	throw cause;
}

function rejected(code: string): Report {
	return { outcome: 'rejected', code };
}

function unknown(code: string): Report {
	return { outcome: 'unknown', code };
}
