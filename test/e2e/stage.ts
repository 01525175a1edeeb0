import { connectN8n } from '../../scripts/n8n.mjs';
import { connectSimulator, simulatorCredentials } from '../../scripts/simulator.mjs';
import { SUPPLIER_IDS } from '../../simulator/frame.ts';
import type { BookedOrder, FaultRule, LoggedRequest, SupplierId } from '../../simulator/frame.ts';

/** Made once for all test files by `globalSetup.mjs`. */
interface Stage {
	home: string;
	owner: { email: string; password: string };
	credentials: Record<CredentialType, { id: string; name: string }>;
	n8n: Parameters<typeof connectN8n>[0];
	simulatorUrl: string;
}

export type CredentialType = 'cardCashApi' | 'cardPlusPayApi' | 'giftCardPartnersApi';

export interface Simulator {
	url: string;
	orders(): Promise<BookedOrder[]>;
	requests(filter?: { supplier?: SupplierId; method?: string; path?: string }): Promise<LoggedRequest[]>;
	addFault(rule: FaultRule): Promise<void>;
	configure(supplier: SupplierId, settings: Record<string, unknown>): Promise<Record<string, unknown>>;
	act(supplier: SupplierId, action: string, input?: Record<string, unknown>): Promise<unknown>;
	reset(): Promise<void>;
}

const { n8n: handle, simulatorUrl, ...stage } = JSON.parse(process.env.E2E_STAGE ?? '') as Stage;

export const { home, owner, credentials } = stage;
export const n8n = connectN8n(handle);
export const connectedTo = (url: string): Simulator => connectSimulator(url);
export const simulator = connectedTo(simulatorUrl);

export const packageName = 'n8n-nodes-gift-cards';
export const suppliers: readonly SupplierId[] = SUPPLIER_IDS;
export const credentialTypeOf = (supplier: SupplierId): CredentialType => `${supplier}Api`;

export async function ordersAt(supplier: SupplierId): Promise<BookedOrder[]> {
	return (await simulator.orders()).filter((order) => order.supplier === supplier);
}

const SECRETS = { cardCash: 'password', cardPlusPay: 'apiKey', giftCardPartners: 'accessToken' } as const;

/** What to enter into a credential for the simulator, and which of the fields is the secret. */
export function credentialFields(supplier: SupplierId): { secret: string; fields: Record<string, string> } {
	const all = simulatorCredentials(simulator.url) as unknown as Array<{ type: string; data: Record<string, string> }>;
	const found = all.find(({ type }) => type === credentialTypeOf(supplier));
	if (!found) throw new Error(`The simulator has no credential for ${supplier}.`);
	return { secret: SECRETS[supplier], fields: found.data };
}
