import { setTimeout as pause } from 'node:timers/promises';

import axios from 'axios';

import { type Mailbox, openMailbox } from './mailbox';
import { n8n, ordersAt, simulator } from './stage';
import { type Execution, exampleNamed, itemsOf, nodeNamed, pinReference, type Workflow } from './workflows';

/* The example that asks a person before it buys, with n8n's own Send and Wait and a mailbox of this test. */

let mailbox: Mailbox;
beforeEach(async () => {
	await simulator.reset();
	mailbox = await openMailbox();
});
afterEach(() => mailbox.close());

async function asking(id: string): Promise<Workflow> {
	const { port } = mailbox;
	const data = { user: '', password: '', host: '127.0.0.1', port, secure: false, disableStartTls: true };
	const smtp = (await n8n.createCredential(id, 'smtp', data)) as { id: string };
	const workflow = exampleNamed('preview-approve-buy', id);
	pinReference(workflow, id);
	const ask = nodeNamed(workflow, 'Ask for approval');
	ask.parameters = { ...ask.parameters, fromEmail: 'n8n@example.com', toEmail: 'boss@example.com' };
	ask.credentials = { smtp: { id: smtp.id, name: id } };
	await n8n.createWorkflow(workflow);
	return workflow;
}

/** Runs the workflow, and answers the mail as the person who got it. */
async function answered(workflow: Workflow, answer: 'true' | 'false'): Promise<Execution> {
	const executionId = (await n8n.run(workflow.id, 'Start')) as string;
	const mail = await mailbox.firstMail;
	expect(mail).toContain('Approve gift cards for 23.5?');
	expect(await ordersAt('cardCash')).toEqual([]);
	const button = new RegExp(`http://[^"\\s]+approved=${answer}[^"\\s]*`).exec(mail)?.[0];
	// Nobody answers as fast as a program: n8n puts the execution away after it has sent the mail.
	while (((await n8n.execution(executionId)) as unknown as Execution).status !== 'waiting') await pause(200);
	await axios.get(button!, { proxy: false, headers: { 'User-Agent': 'Mozilla/5.0 (X11; Linux x64)' } });
	return (await n8n.finishedExecution(executionId, 60_000)) as unknown as Execution;
}

it('buys what was approved, once somebody has approved it', async () => {
	const execution = await answered(await asking('approval-given'), 'true');

	expect(execution.status).toBe('success');
	const booked = await ordersAt('cardCash');
	expect(booked).toHaveLength(1);
	expect(itemsOf(execution, 'Create Order').map(({ orderId }) => orderId)).toEqual(
		booked.map(({ orderId }) => orderId),
	);
});

it('buys nothing when it was declined', async () => {
	const execution = await answered(await asking('approval-declined'), 'false');

	expect(execution.status).toBe('success');
	expect(await ordersAt('cardCash')).toEqual([]);
});
