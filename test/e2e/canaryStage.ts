import axios from 'axios';
import { generateKeyPairSync } from 'node:crypto';

import { simulatorCredentials } from '../../scripts/simulator.mjs';
import type { FaultRule, SupplierId } from '../../simulator/frame.ts';
import type { Apart } from './apart';
import type { Books } from './canaryValues';
import { suppliers } from './stage';
import type { Simulator } from './stage';

/* What the canary test plays with: secrets that are known at sight, and suppliers that do what goes wrong. */

const signing = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKey = signing.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const recipient = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const CREDENTIAL_SECRETS: Record<SupplierId, string> = {
	cardCash: 'CANARY-cardcash-password-5d81',
	cardPlusPay: 'CANARY-cardpluspay-api-key-9a27',
	giftCardPartners: 'CANARY-gcp-access-token-c34e',
};
const FINGERPRINT_KEY = 'CANARY-fingerprint-key-77b0';
const WEBHOOK_KEY = 'CANARY-webhook-key-of-an-older-order';

/** What must be found nowhere, whatever the user asks for. */
export const FORBIDDEN = [
	...Object.values(CREDENTIAL_SECRETS),
	FINGERPRINT_KEY,
	WEBHOOK_KEY,
	...privateKey.split('\n').filter((line) => line.length > 20 && !line.startsWith('-')),
];

/** What a supplier in trouble sends back: what it was sent, and what it was about to say. */
const ECHO = 'FAKE-ECHO-4711-0815';
export const isEcho = (code: string): boolean => code.startsWith('FAKE-ECHO') || code.startsWith('FAKEPIN-ECHO');

const echoFor = (supplier: SupplierId, token: string): Record<string, unknown> => {
	const said = `Not understood: ${CREDENTIAL_SECRETS[supplier]} with Bearer ${token} of ops@example.com`;
	const inside = { code: ECHO, pin: 'FAKEPIN-ECHO-0815', number: ECHO, ClaimLink: `https://claim.invalid/${ECHO}` };
	const request = { headers: { authorization: `Bearer ${token}`, 'x-api-key': CREDENTIAL_SECRETS[supplier] } };
	return {
		success: false,
		message: supplier === 'cardCash' ? [said] : said,
		Message: said,
		Errors: [{ Message: said, Code: 'X', ...inside }],
		errors: { quantity: [said] },
		data: { ...inside, codes: [inside] },
		request,
	};
};

/** Fills the suppliers' books and credentials. Resolves with what can be read there. */
export async function furnish({ n8n, simulator }: Apart): Promise<{
	books: Books;
	credentials: Record<string, { id: string; name: string }>;
}> {
	await simulator.configure('cardCash', { password: CREDENTIAL_SECRETS.cardCash, viewLimitEnabled: false });
	await simulator.configure('cardPlusPay', {
		apiKey: CREDENTIAL_SECRETS.cardPlusPay,
		publicKey: signing.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
		getOrderCodes: 'full',
		extraMetadata: true,
	});
	await simulator.configure('cardPlusPay', { requestSigning: true });
	await simulator.configure('giftCardPartners', {
		accessToken: CREDENTIAL_SECRETS.giftCardPartners,
		codesOrdersAllowed: true,
	});
	await fillShelves(simulator, 10_000);

	const credentials: Record<string, { id: string; name: string }> = {};
	for (const { name, type, data } of simulatorCredentials(simulator.url)) {
		const fields = { ...data, ...SECRET_FIELDS[type], fingerprintKey: FINGERPRINT_KEY };
		const { id } = (await n8n.createCredential(name, type, fields)) as { id: string };
		credentials[type] = { id, name };
	}
	return { books: await bookOrders(simulator), credentials };
}

const SECRET_FIELDS: Record<string, object> = {
	cardCashApi: { password: CREDENTIAL_SECRETS.cardCash },
	cardPlusPayApi: {
		apiKey: CREDENTIAL_SECRETS.cardPlusPay,
		signRequests: true,
		challengeUrl: '/auth/challenge',
		privateKey,
	},
	giftCardPartnersApi: { accessToken: CREDENTIAL_SECRETS.giftCardPartners },
};

const TICKET = { merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode' };
const ACME = 'ACME-10USD-abcd';

async function fillShelves(simulator: Simulator, quantity: number): Promise<void> {
	await simulator.act('cardCash', 'setStock', { ...TICKET, quantity });
	await simulator.act('cardCash', 'setDrawdown', { available: 100_000 });
	await simulator.act('cardPlusPay', 'setStock', { itemCode: ACME, quantity });
	await simulator.act('cardPlusPay', 'setBalance', { balance: 100_000 });
	await simulator.act('giftCardPartners', 'setProductAvailable', { productId: 'COFFEE', available: quantity > 0 });
	await simulator.act('giftCardPartners', 'setBalance', { available: 100_000 });
}

async function bookOrders(simulator: Simulator): Promise<Books> {
	const cardCash = await simulator.act('cardCash', 'addForeignOrder', {
		...TICKET,
		quantity: 2,
		method: 'DRAWDOWN_ACCOUNT',
		isFromPartnerStore: true,
	});
	const cardPlusPay = await simulator.act('cardPlusPay', 'addForeignOrder', { itemCode: ACME, quantity: 2 });
	const orderIds: string[] = [];
	for (const Type of ['Links', 'Codes']) {
		const order = {
			PONumber: `OLDER-${Type}`,
			Type,
			WebhookSettings: { FulfillmentComplete: `http://127.0.0.1:9/hook?key=${WEBHOOK_KEY}` },
			LineItems: [{ ProductId: 'COFFEE', Value: 25, Quantity: 1 }],
		};
		const { Id } = (await simulator.act('giftCardPartners', 'bookOrder', { order })) as { Id: string };
		orderIds.push(Id);
	}
	return {
		cardCash: { orderId: (cardCash as { orderId: string }).orderId, cardId: '', cartCardId: '' },
		cardPlusPay: { orderId: (cardPlusPay as { orderId: string }).orderId },
		giftCardPartners: { orderIds },
		publicKey: recipient.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
	};
}

/** Every token, signature and challenge that has been sent so far. */
export async function tokensSent(simulator: Simulator): Promise<string[]> {
	const requests = await simulator.requests();
	const values = requests.flatMap(({ headers }) =>
		Object.entries(headers).flatMap(([name, value]) =>
			name === 'authorization' || /sign|challenge|token/.test(name) ? [value.replace(/^Bearer /, '')] : [],
		),
	);
	return [...new Set(values)].filter((value) => value.length > 15);
}

export type Scenario = (typeof SCENARIOS)[number];
/** What happens at the supplier while an operation runs. The last ones end the session that the nodes keep. */
export const SCENARIOS = [
	'goes well',
	'sold out',
	'400 that echoes',
	'500 that echoes',
	'200 that is something else',
	'HTML',
	'reply lost',
	'401 that echoes',
] as const;

export async function enter(scenario: Scenario, simulator: Simulator): Promise<void> {
	await axios.delete(`${simulator.url}/admin/faults`, { proxy: false });
	await fillShelves(simulator, scenario === 'sold out' ? 0 : 10_000);
	for (const supplier of suppliers) {
		const requests = await simulator.requests({ supplier });
		const token = requests.findLast(({ headers }) => headers.authorization)?.headers.authorization ?? '';
		const rules = faultsFor(scenario, echoFor(supplier, token.replace(/^Bearer /, '')), CREDENTIAL_SECRETS[supplier]);
		for (const rule of rules) await simulator.addFault({ supplier, ...rule });
	}
}

type Fault = Pick<FaultRule, 'method' | 'fault'>;

function faultsFor(scenario: Scenario, echo: object, credential: string): Fault[] {
	const answer = (status: number, when: 'before' | 'after', body: object = echo): Fault => ({
		fault: { kind: 'status', status, body, when },
	});
	switch (scenario) {
		case 'goes well':
		case 'sold out':
			return [];
		case '400 that echoes':
			return [answer(400, 'before')];
		case '401 that echoes':
			return [answer(401, 'before')];
		case '500 that echoes':
			return [answer(500, 'after')];
		case '200 that is something else':
			return [
				{ method: 'POST', ...answer(200, 'after') },
				// With Simplify off it comes out as it is, but for what belongs to the credential.
				{ method: 'GET', ...answer(200, 'after', { hello: credential }) },
			];
		case 'HTML':
			return [{ fault: { kind: 'html', when: 'after' } }];
		case 'reply lost':
			return [{ fault: { kind: 'dropAfter' } }];
	}
}
