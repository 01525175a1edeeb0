/**
 * Every schedule of up to so many disturbances: a story is played, and each step that it showed after its last
 * disturbance is disturbed in each way that it can be. What comes after a disturbance is so explored as well, the
 * repeated questions and the looks through the supplier's list among it.
 */
import { check } from '../checker';
import type { Evidence } from '../faults/play';
import { brokenPromises } from '../faults/promise';
import type { Schedule } from '../faults/schedule';
import { asText, type Disturbance, kindsOf, type Step } from './disturbance';
import { playStory, REFERENCE, type Stage, type Story } from './story';

/** What has been played. Plain JSON, written to disk for a later run to go on from. */
export interface Findings {
	/** Schedules played, by their number of disturbances. */
	schedules: number[];
	/** Disturbance, then what the first and the last run said of the purchase, then how often. */
	matrix: Record<string, Record<string, number>>;
	/** A schedule and the sentences of what it broke. */
	broken: string[];
	/** Schedules whose steps up to the last disturbance weren't those of the schedule without it. */
	diverged: number;
	/** Units of work that are done: every schedule that begins with these disturbances. */
	done: string[];
}

export const noFindings = (): Findings => ({ schedules: [], matrix: {}, broken: [], diverged: 0, done: [] });

export interface Bounds {
	/** The most disturbances in one schedule. */
	disturbances: number;
	/** Of the schedules with the most disturbances, only each nth is played; 1 for all. */
	every: number;
	/** Whether to begin another unit of work. */
	hasTime: () => boolean;
	/** Called after each unit of work. */
	save: (findings: Findings) => void;
}

/** @returns whether everything within the bounds has been played */
export async function explore(stage: Stage, findings: Findings, bounds: Bounds): Promise<boolean> {
	const done = new Set(findings.done);
	if (!done.has(NOTHING)) {
		note(findings, [], await playStory(stage, []));
		findings.done.push(NOTHING);
	}
	let drawn = 0;
	for (let level = 1; level <= bounds.disturbances; level += 1) {
		const every = level === bounds.disturbances ? bounds.every : 1;
		for await (const { disturbances, stepsOf } of beginnings(stage, level - 1)) {
			const unit = `${level}: ${disturbances.map(asText).join(' + ')}`;
			if (done.has(unit)) continue;
			if (!bounds.hasTime()) return false;
			const steps = await stepsOf();
			for (const more of extensions(disturbances, steps)) {
				drawn += 1;
				if (drawn % every !== 0) continue;
				const story = await playStory(stage, more);
				note(findings, more, story);
				if (hasDiverged(steps, story.steps, more.at(-1)!.step)) findings.diverged += 1;
			}
			findings.done.push(unit);
			bounds.save(findings);
		}
	}
	return true;
}

const NOTHING = '0';

interface Beginning {
	disturbances: Disturbance[];
	/** Plays it. */
	stepsOf: () => Promise<Step[]>;
}

/** Every schedule of exactly so many disturbances. */
async function* beginnings(stage: Stage, length: number): AsyncGenerator<Beginning> {
	const beginning = (disturbances: Disturbance[]): Beginning => ({
		disturbances,
		stepsOf: async () => (await playStory(stage, disturbances)).steps,
	});
	if (length === 0) return yield beginning([]);
	for await (const { disturbances, stepsOf } of beginnings(stage, length - 1)) {
		for (const more of extensions(disturbances, await stepsOf())) yield beginning(more);
	}
}

/** With one more disturbance, at any step after the last one. @param steps of the story that `disturbances` gave */
function* extensions(disturbances: Disturbance[], steps: Step[]): Generator<Disturbance[]> {
	const last = disturbances.at(-1)?.step;
	const from = last ? steps.findIndex((step) => isSameStep(step, last)) + 1 : 0;
	for (const step of steps.slice(from)) {
		for (const what of kindsOf(step)) yield [...disturbances, { step, what }];
	}
}

function isSameStep(one: Step, other: Step): boolean {
	return one.on === other.on && one.n === other.n;
}

/** Schedules must play the same each time, or "every schedule" would mean nothing. */
function hasDiverged(before: Step[], after: Step[], until: Step): boolean {
	const index = before.findIndex((step) => isSameStep(step, until));
	return before.slice(0, index + 1).some((step, at) => !after[at] || after[at].name !== step.name);
}

const ONE_ORDER: Schedule = {
	settings: {},
	items: [{ reference: REFERENCE, cart: 0 }],
	node: { onError: 'stopWorkflow', retryOnFail: true, maxTries: 2 },
	runs: [],
};

function note(findings: Findings, disturbances: Disturbance[], { evidence, recording }: Story): void {
	const level = disturbances.length;
	findings.schedules[level] = (findings.schedules[level] ?? 0) + 1;
	const end = endOf(evidence);
	for (const { step, what } of disturbances) {
		const row = (findings.matrix[`${step.name} | ${what}`] ??= {});
		row[end] = (row[end] ?? 0) + 1;
	}
	const broken = [
		...brokenPromises(ONE_ORDER, evidence),
		...check(recording).map(({ property, message }) => `${property}: ${message}`),
	];
	if (broken.length > 0) findings.broken.push(`${disturbances.map(asText).join(' + ')}: ${broken.join('; ')}`);
}

/** How the purchase stood after the first run, and how in the last one, when everything works again. */
function endOf({ runs, last }: Evidence): string {
	return [runs[0]!, last].map(({ told }) => told[0]?.outcome ?? 'no output').join(', then ');
}
