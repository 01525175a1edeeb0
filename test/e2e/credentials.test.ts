import { freePort } from '../../scripts/ports.mjs';
import type { SupplierId } from '../../simulator/frame.ts';
import { credentialFields, credentials, credentialTypeOf, n8n, simulator, suppliers } from './stage';
import type { Workflow } from './workflows';

/** What staff are told when the secret is refused: about what, and what to do. */
const REFUSED: Record<SupplierId, RegExp> = {
	cardCash: /CardCash.*('Email'|'Password'|password)/,
	cardPlusPay: /CardPlusPay.*'API Key'/,
	giftCardPartners: /Gift Card Partners.*'Access Token'/,
};

const WRONG = 'wrong-secret-of-a-test';

/** Words that tell staff nothing. */
const JARGON = /\b(undefined|null|NaN|ECONN\w*|ENOTFOUND|status code|stack|axios|\[object)\b/i;

/** As the Test button does it for a credential that was saved with these fields. */
async function pressTest(
	supplier: SupplierId,
	changes: Record<string, string> = {},
): Promise<{ status: string; message: string }> {
	const data = { ...credentialFields(supplier).fields, ...changes };
	const { id } = (await n8n.createCredential(`${supplier} of a test`, credentialTypeOf(supplier), data)) as {
		id: string;
	};
	try {
		return (await n8n.testCredential(id, data)) as { status: string; message: string };
	} finally {
		await n8n.request('DELETE', `/rest/credentials/${id}`);
	}
}

function expectReadable(message: string): void {
	expect(message).toMatch(/^[A-Z'].{20,}[.]$/s);
	expect(message).toMatch(/\b(Check|Enter|Copy|Correct|Open|Try)\b/);
	expect(message).not.toMatch(JARGON);
	for (const secret of [WRONG, 'sim-password', 'sim-api-key', 'sim-access-token'])
		expect(message).not.toContain(secret);
}

beforeAll(async () => {
	await simulator.reset();
});

describe.each(suppliers)('the Test button of the %s credential', (supplier) => {
	const { secret } = credentialFields(supplier);

	it('says OK when all is right', async () => {
		expect(await pressTest(supplier)).toMatchObject({ status: 'OK' });
	});

	it(`says what to do when the ${secret} is wrong, after a single try`, async () => {
		const before = (await simulator.requests({ supplier })).length;
		const { status, message } = await pressTest(supplier, { [secret]: WRONG });

		expect({ status, message }).toEqual({
			status: 'Error',
			message: expect.stringMatching(REFUSED[supplier]) as string,
		});
		expectReadable(message);
		const sent = (await simulator.requests({ supplier })).slice(before);
		expect(sent.filter(({ headers, body }) => JSON.stringify([headers, body]).includes(WRONG))).toHaveLength(1);
	});

	it('says that nothing answers at a wrong address', async () => {
		const { status, message } = await pressTest(supplier, { baseUrl: `http://127.0.0.1:${await freePort()}` });

		expect(status).toBe('Error');
		expectReadable(message);
	});

	it('says that it is another address when something else answers there', async () => {
		const { status, message } = await pressTest(supplier, { baseUrl: `${n8n.url}/nothing-here` });

		expect(status).toBe('Error');
		expectReadable(message);
	});
});

describe('the credentials in n8n', () => {
	it.each(suppliers)('%s: its secrets are not sent back to the browser', async (supplier) => {
		const credential = (await n8n.credential(credentials[credentialTypeOf(supplier)].id)) as {
			data: Record<string, string>;
		};

		expect(Object.keys(credential.data).length).toBeGreaterThan(1);
		expect(JSON.stringify(credential.data)).not.toMatch(/sim-password|sim-api-key|sim-access-token/);
	});

	it.each(suppliers)('%s: the HTTP Request node can not use it, since it may send an order twice', async (supplier) => {
		const type = credentialTypeOf(supplier);
		const { id, name } = credentials[type];
		const before = (await simulator.requests({ supplier })).length;
		const workflow: Workflow = {
			id: `http-request-${supplier}`,
			name: `HTTP Request with the credential of ${supplier}`,
			nodes: [
				{
					id: 'start',
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				{
					id: 'request',
					name: 'HTTP Request',
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					position: [220, 0],
					parameters: {
						url: `${credentialFields(supplier).fields.baseUrl}/anything`,
						authentication: 'predefinedCredentialType',
						nodeCredentialType: type,
					},
					credentials: { [type]: { id, name } },
				},
			],
			connections: { Start: { main: [[{ node: 'HTTP Request', type: 'main', index: 0 }]] } },
		};
		await expect(n8n.createWorkflow(workflow)).rejects.toThrow(/restricted to/);
		expect(await simulator.requests({ supplier })).toHaveLength(before);
	});
});
