/**
 * Time that a test can move. While it is on, `sleep` of n8n-workflow (the only timer nodes may use) returns as soon as
 * Date and the simulator's clock have been moved on by as much; everything else, sockets above all, stays in real time.
 *
 * Date goes on by itself as well. Sleepers wake in the order of their times, so two executions that wait at the same
 * time wait once.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** `advance(0)` of the simulator's clock: it reads Date, so moving Date moves it and it only has to run what fell due. */
export interface ClockThatReadsDate {
	advance(ms: number): Promise<void>;
}

export interface VirtualTime {
	/** What the nodes asked to sleep, in order, in milliseconds. */
	readonly slept: readonly number[];
	/** Moves Date and the clocks, as an operator's waiting would. */
	advance(ms: number): Promise<void>;
	/** Back to real time. */
	stop(): void;
}

export interface VirtualTimeOptions {
	clocks?: ClockThatReadsDate[];
	/** Called when a node begins to sleep, before time moves: the moment to cancel an execution or to change the simulator. */
	onSleep?: (ms: number) => void | Promise<void>;
}

/** The simulator's appointments within a long sleep fall due in order, each at its own time within this. */
const STEP_MS = 1000;
const MOST_STEPS = 400;

const ALL_BUT_DATE = [
	'hrtime',
	'nextTick',
	'performance',
	'queueMicrotask',
	'requestAnimationFrame',
	'cancelAnimationFrame',
	'requestIdleCallback',
	'cancelIdleCallback',
	'setImmediate',
	'clearImmediate',
	'setInterval',
	'clearInterval',
	'setTimeout',
	'clearTimeout',
] as const;

interface Sleeper {
	wakesAt: number;
	wake: () => void;
}

type Sleep = (ms: number, abortSignal?: AbortSignal) => Promise<void>;

const realSleep: Sleep = (ms, abortSignal) =>
	jest.requireActual<{ sleep: Sleep }>('n8n-workflow').sleep(ms, abortSignal);

let current: Sleep = realSleep;

/** Stands in for n8n-workflow's `sleep`. */
export const sleep: Sleep = (ms, abortSignal) => current(ms, abortSignal);

export function startVirtualTime({ clocks = [], onSleep }: VirtualTimeOptions = {}): VirtualTime {
	jest.useFakeTimers({ doNotFake: [...ALL_BUT_DATE], now: Date.now(), advanceTimers: true });
	const slept: number[] = [];
	const sleepers: Sleeper[] = [];
	let waking: Promise<void> | undefined;
	let moving: Promise<void> = Promise.resolve();

	const moveTo = async (target: number): Promise<void> => {
		const start = Date.now();
		const steps = Math.min(Math.ceil((target - start) / STEP_MS), MOST_STEPS);
		for (let step = 1; step <= steps; step++) {
			jest.setSystemTime(start + Math.round(((target - start) * step) / steps));
			for (const clock of clocks) await clock.advance(0);
		}
	};

	const wakeInOrder = async (): Promise<void> => {
		while (sleepers.length > 0) {
			await nextTurn(); // whoever is about to sleep as well gets the chance to wake first
			sleepers.sort((a, b) => a.wakesAt - b.wakesAt);
			const first = sleepers.shift();
			if (first === undefined) return;
			await advanceTo(first.wakesAt);
			first.wake();
		}
	};

	const advanceTo = (target: number): Promise<void> => {
		moving = moving.then(() => moveTo(target));
		return moving;
	};

	current = async (ms, abortSignal) => {
		abortSignal?.throwIfAborted();
		slept.push(ms);
		const wakesAt = Date.now() + ms;
		await onSleep?.(ms);
		abortSignal?.throwIfAborted();
		await new Promise<void>((wake) => {
			sleepers.push({ wakesAt, wake });
			waking ??= wakeInOrder().finally(() => (waking = undefined));
		});
	};

	return {
		slept,
		advance: (ms) => advanceTo(Date.now() + ms),
		stop: () => {
			current = realSleep;
			jest.useRealTimers();
		},
	};
}
