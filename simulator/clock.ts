import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Clock } from './frame.ts';

/** Node turns a longer delay into one of 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface ScheduledTask {
	time: number;
	task: () => void | Promise<void>;
}

/** Real time plus what tests have added. Its timers never keep the process alive. */
export interface SimulatorClock extends Clock {
	/** Forgets everything that has not fallen due. */
	stop(): void;
}

export function createClock(): SimulatorClock {
	let offset = 0;
	let scheduled: ScheduledTask[] = [];
	let timer: NodeJS.Timeout | undefined;
	let advancing: Promise<void> = Promise.resolve();

	const now = (): number => Date.now() + offset;

	const takeNextDueBy = (time: number): ScheduledTask | undefined => {
		const first = scheduled[0];
		return first !== undefined && first.time <= time ? scheduled.shift() : undefined;
	};

	const runDue = async (): Promise<void> => {
		for (let due = takeNextDueBy(now()); due; due = takeNextDueBy(now())) await due.task();
	};

	const setTimer = (): void => {
		clearTimeout(timer);
		const first = scheduled[0];
		if (first === undefined) return;
		const delay = Math.min(Math.max(first.time - now(), 0), LONGEST_TIMER_MS);
		timer = setTimeout(() => {
			void runDue().finally(setTimer);
		}, delay);
		timer.unref();
	};

	const at = (time: number, task: ScheduledTask['task']): void => {
		const laterIndex = scheduled.findIndex((other) => other.time > time);
		scheduled.splice(laterIndex === -1 ? scheduled.length : laterIndex, 0, { time, task });
		if (scheduled[0]?.task === task) setTimer();
	};

	const moveTo = (time: number): void => {
		offset += Math.max(time - now(), 0);
	};

	const advanceNow = async (ms: number): Promise<void> => {
		const target = now() + ms;
		for (let due = takeNextDueBy(target); due; due = takeNextDueBy(target)) {
			moveTo(due.time);
			await due.task();
			await nextTurn(); // the task may have scheduled another one that falls due in this same advance
		}
		moveTo(target);
		setTimer();
	};

	return {
		now,
		at,
		wait: (ms) => new Promise((resolve) => at(now() + ms, resolve)),
		advance: (ms) => {
			advancing = advancing.then(() => advanceNow(ms));
			return advancing;
		},
		stop: () => {
			scheduled = [];
			clearTimeout(timer);
		},
	};
}
