import type { FaultRule, Random, SupplierId } from './frame.ts';

export type Fault = FaultRule['fault'];

/** The parts of a request that a rule can match. */
export interface MatchableRequest {
	supplier: SupplierId;
	method: string;
	path: string;
	rawBody: string;
}

export interface FaultRuleState {
	rule: FaultRule;
	/** Requests that fitted supplier, method, path and body since the rule was added. */
	matched: number;
	/** How often the fault acted. */
	acted: number;
}

/** The rules in the order in which they were added. */
export interface FaultRules {
	add(rule: FaultRule): void;
	clear(): void;
	states(): FaultRuleState[];
	/**
	 * The faults for this request, in order. Delays and expired tokens add up; of all others only the first acts, and a
	 * rule that is skipped for that reason keeps its `times`.
	 */
	draw(request: MatchableRequest): Fault[];
}

export function createFaultRules(random: Random): FaultRules {
	let states: FaultRuleState[] = [];
	return {
		add: (rule) => {
			states.push({ rule, matched: 0, acted: 0 });
		},
		clear: () => {
			states = [];
		},
		states: () => structuredClone(states),
		draw: (request) => {
			const drawn: Fault[] = [];
			let hasEnding = false;
			for (const state of states) {
				if (!matches(state.rule, request)) continue;
				state.matched += 1;
				if (!isDue(state, random)) continue;
				const { fault } = state.rule;
				if (endsExchange(fault)) {
					if (hasEnding) continue;
					hasEnding = true;
				}
				state.acted += 1;
				drawn.push(fault);
			}
			return drawn;
		},
	};
}

function matches(rule: FaultRule, request: MatchableRequest): boolean {
	return (
		rule.supplier === request.supplier &&
		(rule.method === undefined || rule.method === request.method) &&
		(rule.path === undefined || matchesPath(rule.path, request.path)) &&
		(rule.bodyContains === undefined || request.rawBody.includes(rule.bodyContains))
	);
}

function isDue({ rule, matched, acted }: FaultRuleState, random: Random): boolean {
	if (rule.nth !== undefined && matched !== rule.nth) return false;
	if (rule.times !== undefined && acted >= rule.times) return false;
	return rule.probability === undefined || random.next() < rule.probability;
}

function endsExchange(fault: Fault): boolean {
	return fault.kind !== 'delay' && fault.kind !== 'expireToken';
}

/** Whether the supplier has done its work when the fault acts. */
export function actsAfterWork(fault: Fault): boolean {
	switch (fault.kind) {
		case 'dropBefore':
		case 'dropAndWork':
		case 'expireToken':
			return false;
		case 'dropAfter':
		case 'stallBody':
		case 'withoutOrderId':
			return true;
		case 'status':
			return fault.when === 'after';
		case 'html':
			return fault.when !== 'before';
		case 'delay':
			return fault.when === 'after';
	}
}

/**
 * `pattern` as in `FaultRule.path`: an exact path, or a RegExp source between slashes. No path of the three suppliers
 * ends with a slash, so the last character decides which.
 */
export function matchesPath(pattern: string, path: string): boolean {
	const source = regExpSource(pattern);
	return source === undefined ? pattern === path : new RegExp(source).test(path);
}

/** The source between the slashes; undefined when the pattern is an exact path. */
export function regExpSource(pattern: string): string | undefined {
	return pattern.length > 2 && pattern.startsWith('/') && pattern.endsWith('/') ? pattern.slice(1, -1) : undefined;
}
