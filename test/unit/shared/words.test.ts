/* Words of suppliers and users that mean something to JavaScript or to a browser. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { toOrderState } from '../../../nodes/CardCash/client/orderStatus';
import { ownValue } from '../../../nodes/shared/model/json';
import { ProblemError } from '../../../nodes/shared/model/problem';
import { toNodeError } from '../../../nodes/shared/execution/nodeError';
import { openExecutionMemory } from '../../../nodes/shared/purchase/executionMemory';
import { isForAgent } from '../../../nodes/shared/panel/agents';
import { quoteSupplier, withoutTags } from '../../../nodes/shared/secrets/scrub';

const WORDS = [
	'constructor',
	'__proto__',
	'toString',
	'hasOwnProperty',
	'valueOf',
	'__defineGetter__',
	'isPrototypeOf',
];

test.each(WORDS)('%s is a word like any other', (word) => {
	expect(ownValue({ a: 1 }, word)).toBeUndefined();
	expect(ownValue(JSON.parse(`{"${word}": 1}`) as Record<string, number>, word)).toBe(1);
	expect(toOrderState(word).status).toBe('unknown');
	const memory = openExecutionMemory({ getContext: () => ({}) } as never, '');
	expect(memory.recall(word)).toBeUndefined();
	memory.remember(word, { cart: 'c', orderId: '1' });
	expect(memory.recall(word)).toEqual({ cart: 'c', orderId: '1' });
});

/** TABLE[word], where the word comes from outside and the table isn't asked whether it has it. */
const LOOK_UP = /\b[A-Z][A-Z_]{2,}\[(?!\d)([^\]]+)\]/g;
/** Keys of a closed set, which the compiler knows. */
const TYPED = new Set(['number', 'as', 'one', 'form', 'event', 'list', 'code', 'index']);

test('no table is asked for a word of somebody else without a check that the word is its own', () => {
	const folder = join(__dirname, '../../../nodes');
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
	const found = files.flatMap((file) =>
		readFileSync(join(folder, file), 'utf8')
			.split('\n')
			.filter((line) => !line.includes('Object.hasOwn('))
			.flatMap((line) => [...line.matchAll(LOOK_UP)])
			.filter(([, key]) => !TYPED.has(key!.trim()))
			.map(([text]) => `${file}: ${text}`),
	);
	expect(files.length).toBeGreaterThan(100);
	expect(found).toEqual([]);
});

describe('markup of a supplier', () => {
	const HOSTILE = ['<img src=x onerror=alert(1)>', '</p><script>', '<b', '&lt;b&gt;<i>', '"><svg/onload=x>'];

	test.each(HOSTILE)('%s is in no message and no description', (text) => {
		const problem = { code: 'X', whatHappened: `'${text}' is sold out.`, whatToDo: `Not ${text}.` };
		const error = toNodeError({ getNode: () => ({ name: 'Node', type: 't' }) as never }, new ProblemError(problem));
		expect(`${error.message} ${error.description}`).not.toMatch(/[<>]/);
	});

	test.each(HOSTILE)('%s is escaped once', (text) => {
		const quoted = quoteSupplier(text);
		expect(withoutTags(quoted)).toBe(quoted);
		expect(withoutTags(withoutTags(text))).toBe(withoutTags(text));
	});
});

describe('who calls', () => {
	const context = (type: string, more: object = {}) =>
		({ getNode: () => ({ type }), getMode: () => 'trigger', ...more }) as never;
	test.each<[string, never, boolean]>([
		[
			'a person',
			context('cardCash', { isToolExecution: () => false, getParentCallbackManager: () => undefined }),
			false,
		],
		['an older n8n', context('cardCash'), false],
		[
			'a sub-workflow of Execute Workflow',
			context('cardCash', { getMode: () => 'integrated', getParentCallbackManager: () => undefined }),
			false,
		],
		['a tool that is a node', context('cardCashTool'), true],
		['a tool that is a sub-node', context('cardCash', { isToolExecution: () => true }), true],
		['an execution that an agent started', context('cardCash', { getMode: () => 'agent' }), true],
		[
			'a sub-workflow of a tool that n8n follows',
			context('cardCash', { getMode: () => 'integrated', getParentCallbackManager: () => ({}) }),
			true,
		],
	])('%s', (_who, calling, expected) => {
		expect(isForAgent(calling)).toBe(expected);
	});
});
