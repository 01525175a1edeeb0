/** The checker, and how its own strength is measured: clean runs that must raise no alarm, planted bugs that must. */
import type { Recording } from './history';
import { check, type PropertyName, type Violation } from './properties';
import { type Bug, PLANTED_BUGS, type PlantedBug } from './reference/bugs';
import { play } from './reference/play';

export type * from './history';
export { check, PROPERTIES, type PropertyName, type Violation } from './properties';
export { type Bug, PLANTED_BUGS } from './reference/bugs';

export interface CleanRuns {
	runs: number;
	/** How often each thing came up, so nobody takes an empty run for a proof. */
	seen: { booked: number; ok: number; fail: number; unknown: number; stopped: number; killed: number; threw: number };
	alarms: Array<{ seed: number; violations: Violation[] }>;
}

export interface FoundBug {
	bug: Bug;
	/** The first seed that shows it; undefined when none of them does. */
	seed: number | undefined;
	/** What the checker says of that seed. */
	properties: PropertyName[];
	message: string;
}

/** Plays the correct client through the schedules of `count` seeds. */
export function checkCleanRuns({ from, count }: { from: number; count: number }): CleanRuns {
	const seen = { booked: 0, ok: 0, fail: 0, unknown: 0, stopped: 0, killed: 0, threw: 0 };
	const alarms: CleanRuns['alarms'] = [];
	for (let seed = from; seed < from + count; seed++) {
		const recording = playSeed(seed);
		const violations = check(recording);
		if (violations.length > 0) alarms.push({ seed, violations });
		seen.booked += recording.booked.filter(({ madeBy }) => madeBy !== 'nobody').length;
		for (const event of recording.events) {
			if (event.type === 'ok' || event.type === 'fail') seen[event.type] += 1;
			if (event.type === 'info') seen[event.why] += 1;
		}
	}
	return { runs: count, seen, alarms };
}

/** Plays a client with a planted bug until the checker notices, for `seeds` seeds at most. */
export function checkPlantedBug(bug: Bug, { seeds, from = 1 }: { seeds: number; from?: number }): FoundBug {
	for (let seed = from; seed < from + seeds; seed++) {
		const violations = check(playSeed(seed, { bug }));
		const [first] = violations;
		if (!first) continue;
		const properties = [...new Set(violations.map(({ property }) => property))];
		return { bug, seed, properties, message: first.message };
	}
	return { bug, seed: undefined, properties: [], message: '' };
}

/**
 * What there is to judge after the schedule of a seed.
 *
 * @param bug of the client that is played
 * @param scheduleOf a bug whose schedules are played, with or without it
 */
export function playSeed(seed: number, { bug, scheduleOf = bug }: { bug?: Bug; scheduleOf?: Bug } = {}): Recording {
	const { only, needs }: Omit<PlantedBug, 'name'> = scheduleOf ? plantedBug(scheduleOf) : {};
	return play({
		seed,
		hasKey: only === undefined ? seed % 2 === 0 : only === 'key',
		withDayLimit: needs === 'dayLimit' || seed % 10 === 3,
		withCodes: needs === 'codes' || seed % 5 === 0,
		...(bug === undefined ? {} : { bug }),
	});
}

function plantedBug(name: Bug): PlantedBug {
	return PLANTED_BUGS.find((one) => one.name === name)!;
}
