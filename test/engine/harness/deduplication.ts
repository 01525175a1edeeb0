/**
 * Stands in for the database behind n8n's deduplication helpers; behaves as n8n 2.41's
 * `deduplication/deduplication-helper.js` on its `processed_data` table, races included:
 * a call reads the row, decides, then writes the whole row back, each in its own turn of the event loop.
 */
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { setImmediate as databaseTurn } from 'node:timers/promises';

import {
	type DeduplicationItemTypes,
	type DeduplicationScope,
	type ICheckProcessedContextData,
	type ICheckProcessedOptions,
	type IDataDeduplicator,
	type IDeduplicationOutput,
	tryToParseDateTime,
	UnexpectedError,
} from 'n8n-workflow';

type Mode = ICheckProcessedOptions['mode'];

/** Any other mode, known or not, keeps hashes. */
const LATEST: Mode[] = ['latestIncrementalKey', 'latestDate'];

interface Row {
	workflowId: string;
	context: string;
	mode: Mode;
	/** md5 hashes in mode `entries`, else the latest value. */
	data: string[] | DeduplicationItemTypes;
}

class DeduplicationFailed extends UnexpectedError {
	constructor(reason: string) {
		super(`Deduplication Failed: ${reason}`);
	}
}

const md5 = (value: DeduplicationItemTypes): string => createHash('md5').update(value.toString()).digest('base64');

function comparable(value: DeduplicationItemTypes, mode: Mode): number {
	const number = mode === 'latestDate' ? tryToParseDateTime(value).toMillis() : Number(value);
	if (Number.isNaN(number)) throw new DeduplicationFailed(`"${value}" can't be compared in mode "${mode}"`);
	return number;
}

export class DeduplicationStandIn implements IDataDeduplicator {
	private rows = new Map<string, Row>();

	/** While true, each call is refused as if the database were gone. */
	unavailable = false;

	/** Called before each call takes effect; what it throws, the node is thrown. */
	onCall: ((call: 'record' | 'remove') => void) | undefined;

	reset(): void {
		this.rows.clear();
		this.unavailable = false;
		this.onCall = undefined;
	}

	/** The stored md5 hashes of every workflow and node together. */
	entries(): string[] {
		return [...this.rows.values()].flatMap((row) => (Array.isArray(row.data) ? row.data : []));
	}

	/** Whether this value has been recorded anywhere. */
	hasRecorded(value: DeduplicationItemTypes): boolean {
		return this.entries().includes(md5(value));
	}

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		this.onCall?.('record');
		const key = this.keyOf(scope, contextData);
		const row = await this.find(key);
		if (row && row.mode !== options.mode) throw new DeduplicationFailed(`the data was saved in mode "${row.mode}"`);
		return LATEST.includes(options.mode)
			? await this.recordLatest(items, key, row, options.mode)
			: await this.recordEntries(items, key, row, options);
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): Promise<void> {
		this.onCall?.('remove');
		if (LATEST.includes(options.mode)) throw new DeduplicationFailed('nothing can be removed in a "latest" mode');
		const row = await this.find(this.keyOf(scope, contextData));
		if (!row || !Array.isArray(row.data)) return;
		for (const hash of items.map(md5)) {
			const index = row.data.indexOf(hash);
			if (index !== -1) row.data.splice(index, 1);
		}
		await this.update(row);
	}

	async clearAllProcessedItems(scope: DeduplicationScope, contextData: ICheckProcessedContextData): Promise<void> {
		const { workflowId, context } = this.keyOf(scope, contextData);
		await this.reachDatabase();
		this.rows.delete(JSON.stringify([workflowId, context]));
	}

	async getProcessedDataCount(
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): Promise<number> {
		const row = await this.find(this.keyOf(scope, contextData));
		return options.mode === 'entries' && row && Array.isArray(row.data) ? row.data.length : 0;
	}

	private async recordEntries(
		items: DeduplicationItemTypes[],
		key: Pick<Row, 'workflowId' | 'context'>,
		row: Row | undefined,
		options: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		const keepLast = (hashes: string[]): string[] => {
			if (options.maxEntries) hashes.splice(0, hashes.length - options.maxEntries);
			return hashes;
		};
		if (!row) {
			await this.insert({ ...key, mode: options.mode, data: keepLast(items.map(md5)) });
			return { new: items, processed: [] };
		}
		const answer: IDeduplicationOutput = { new: [], processed: [] };
		if (!Array.isArray(row.data)) return answer;
		const before = new Set(row.data);
		for (const item of items) {
			// Compared with what was there before the call: an item twice in one call is new twice, as in n8n.
			if (before.has(md5(item))) answer.processed.push(item);
			else {
				answer.new.push(item);
				row.data.push(md5(item));
			}
		}
		keepLast(row.data);
		await this.update(row);
		return answer;
	}

	private async recordLatest(
		items: DeduplicationItemTypes[],
		key: Pick<Row, 'workflowId' | 'context'>,
		row: Row | undefined,
		mode: Mode,
	): Promise<IDeduplicationOutput> {
		const sorted = [...items].sort((a, b) => comparable(a, mode) - comparable(b, mode));
		const largest = sorted.at(-1);
		if (!row) {
			if (largest !== undefined) await this.insert({ ...key, mode, data: largest });
			return { new: items, processed: [] };
		}
		const answer: IDeduplicationOutput = { new: [], processed: [] };
		if (Array.isArray(row.data)) return answer;
		const latest = comparable(row.data, mode);
		for (const item of sorted) (comparable(item, mode) > latest ? answer.new : answer.processed).push(item);
		if (largest !== undefined && comparable(largest, mode) > latest) row.data = largest;
		await this.update(row);
		return answer;
	}

	private keyOf(scope: DeduplicationScope, { workflow, node }: ICheckProcessedContextData) {
		assert.ok(workflow.id);
		if (scope === 'node' && !node) throw new DeduplicationFailed("scope 'node' needs a node");
		return { workflowId: workflow.id, context: scope === 'node' ? `n:${node?.id}` : '' };
	}

	private async find({ workflowId, context }: Pick<Row, 'workflowId' | 'context'>): Promise<Row | undefined> {
		await this.reachDatabase();
		return structuredClone(this.rows.get(JSON.stringify([workflowId, context])));
	}

	/** The two columns are the table's primary key: of two first writers one is refused. */
	private async insert(row: Row): Promise<void> {
		await this.reachDatabase();
		const key = JSON.stringify([row.workflowId, row.context]);
		if (this.rows.has(key))
			throw new Error('UNIQUE constraint failed: processed_data.workflowId, processed_data.context');
		this.rows.set(key, structuredClone(row));
	}

	private async update(row: Row): Promise<void> {
		await this.reachDatabase();
		const key = JSON.stringify([row.workflowId, row.context]);
		if (this.rows.has(key)) this.rows.set(key, structuredClone(row));
	}

	private async reachDatabase(): Promise<void> {
		await databaseTurn();
		if (this.unavailable) throw new Error('connect ECONNREFUSED: the database did not answer');
	}
}
