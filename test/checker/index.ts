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
	/** How often each thing came up, so that nobody takes an empty run for a proof. */
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

/** Plays a client with each planted bug until the checker notices, for `seeds` seeds at most. */
export function checkPlantedBugs({ seeds, from = 1 }: { seeds: number; from?: number }): FoundBug[] {
	return PLANTED_BUGS.map(({ name }) => findBug(name, from, seeds));
}

/** What there is to judge after the schedule of a seed. */
export function playSeed(seed: number, bug?: Bug, isClean = false): Recording {
	const planted = (PLANTED_BUGS as readonly PlantedBug[]).find(({ name }) => name === bug);
	return play({
		seed,
		hasKey: planted?.only === undefined ? seed % 2 === 0 : planted?.only === 'key',
		withDayLimit: planted?.needs === 'dayLimit' || seed % 10 === 3,
		withCodes: planted?.needs === 'codes' || seed % 5 === 0,
		...(bug === undefined || isClean ? {} : { bug }),
	});
}

function findBug(bug: Bug, from: number, seeds: number): FoundBug {
	for (let seed = from; seed < from + seeds; seed++) {
		const [first, ...others] = check(playSeed(seed, bug));
		if (!first) continue;
		const properties = [...new Set([first, ...others].map(({ property }) => property as PropertyName))];
		return { bug, seed, properties, message: first.message };
	}
	return { bug, seed: undefined, properties: [], message: '' };
}
