/** The place at which one operation is played: its node on the real engine, and its supplier on this machine. */
import { generateKeyPairSync } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import type { RunningSupplier, SupplierRig } from '../../rigs/rig';
import type { Engine, NodeRun } from '../harness/engine';
import type { PollTrigger } from '../harness/poll';

/** Runs an operation in all the ways in which it gives other fields. */
export type Play = (it: Counter) => Promise<void>;

/** By `resource/operation`. A trigger has one, by `trigger`. */
export type Plays = Record<string, Play>;

/** What a credential may hold for codes. */
export const CODE_KEYS = {
	publicKey: generateKeyPairSync('rsa', { modulusLength: 2048 })
		.publicKey.export({ type: 'spki', format: 'pem' })
		.toString(),
	fingerprintKey: 'a key that the shop keeps to itself',
};

let counters = 0;

export class Counter {
	/** What came out of the first output so far. */
	readonly items: IDataObject[] = [];
	private readonly number = (counters += 1);
	private references = 0;

	constructor(
		private readonly engine: Engine,
		private readonly supplier: RunningSupplier,
		private readonly rig: SupplierRig,
		private readonly played: string,
	) {
		supplier.reset();
		engine.deduplication.reset();
		// The nodes keep sessions, and lists, that a reset supplier knows nothing of: so each has an account of its own.
		rig.admit(supplier, this.number);
	}

	credential(): IDataObject {
		return this.rig.credential(this.supplier.url, this.number);
	}

	/** Another reference each time. */
	reference(): string {
		return `PLAY-${this.number}-${(this.references += 1)}`;
	}

	/** Runs the operation that is played, and keeps what comes out. @param more what else the credential holds */
	async run(parameters: IDataObject = {}, more: IDataObject = {}): Promise<IDataObject[]> {
		const items = await this.other(this.played, parameters, more);
		this.items.push(...items);
		return items;
	}

	/** Runs another operation of the node, to make what the played one needs. */
	async other(operation: string, parameters: IDataObject = {}, more: IDataObject = {}): Promise<IDataObject[]> {
		const [resource, name] = operation.split('/');
		const run = await this.engine.runNode({
			type: this.rig.id,
			workflowId: `every-operation-${this.number}`,
			parameters: { resource, operation: name, ...parameters },
			credentials: { [`${this.rig.id}Api`]: { ...this.credential(), ...more } },
		});
		return firstOutputOf(run, `${this.rig.id} ${operation}`);
	}

	/** Polls once to begin with, then after `happens`, and keeps what starts the workflow. */
	async poll(parameters: IDataObject, happens: () => Promise<void>): Promise<void> {
		const trigger = this.trigger(parameters);
		await trigger.poll();
		await happens();
		const found = await trigger.poll();
		if (!found?.length) throw new Error(`${this.rig.id}: the trigger has found nothing.`);
		this.items.push(...found);
	}

	private trigger(parameters: IDataObject): PollTrigger {
		return this.engine.pollTrigger({
			type: `${this.rig.id}Trigger`,
			parameters,
			credentials: { [`${this.rig.id}Api`]: this.credential() },
			workflowId: `every-operation-${this.number}`,
			webhookId: '11111111-2222-4333-8444-555555555555',
		});
	}

	configure(settings: Record<string, unknown>): void {
		this.supplier.configure(settings);
	}

	act<Answer = unknown>(action: string, input: Record<string, unknown> = {}): Answer {
		return this.supplier.act<Answer>(action, input);
	}

	/** Moves the supplier's time on. */
	async advance(ms: number): Promise<void> {
		await this.supplier.clock.advance(ms);
	}
}

function firstOutputOf(run: NodeRun, what: string): IDataObject[] {
	const [items = [], others = []] = run.outputs;
	if (run.error || items.length === 0) {
		const why = run.error ? `${run.error.message} ${run.error.description ?? ''}` : JSON.stringify(others);
		throw new Error(`${what} gave nothing: ${why}`);
	}
	return items.map(({ json }) => json);
}
