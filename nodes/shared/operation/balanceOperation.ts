import type { JsonObject } from '../model/json';
import type { Balance } from '../model/stock';
import { simplifyField } from '../panel/commonFields';
import { belowThreshold, parseThreshold, thresholdFields, withComparison } from '../panel/thresholdFields';
import type { PlainOperation } from './operation';
import { maskBody } from '../secrets/mask';
import type { Shown } from '../secrets/shown';

/** What Get Balance needs of a supplier. */
export interface SupplierBalance<Client> {
	description: string;
	/** What it calls, as the supplier documents it. */
	endpoints: readonly string[];
	fetchBalance(client: Client): Promise<JsonObject>;
	/** What of the supplier's own body is output with Simplify off. */
	shown: Shown;
	/** @throws ProblemError for a body without an amount: it must not pass for an empty account */
	parseBalance(body: JsonObject): Balance;
	/** What else is output where the balance is compared. */
	fetchOutlook?(client: Client, balance: Balance): Promise<JsonObject>;
}

/** Get Balance of a supplier. A body that can't be read is still output where nothing depends on its amount. */
export function balanceOperation<Client>({
	description,
	endpoints,
	fetchBalance,
	shown,
	parseBalance,
	fetchOutlook,
}: SupplierBalance<Client>): PlainOperation<Client> {
	return {
		kind: 'plain',
		isForAgents: true,
		panel: {
			resource: 'account',
			operation: 'getBalance',
			name: 'Get Balance',
			action: 'Get balance',
			description,
			endpoints,
			fields: [...thresholdFields, simplifyField],
		},
		async run(client, item) {
			const threshold = parseThreshold(item);
			const isSimplified = item.flag('simplify');
			const body = await fetchBalance(client);
			if (!isSimplified && threshold === undefined) return [maskBody(body, shown)];
			const balance = parseBalance(body);
			const output = withComparison(isSimplified ? balance : maskBody(body, shown), balance.available, threshold);
			if (threshold === undefined || !fetchOutlook) return [output];
			return [{ ...output, ...(await fetchOutlook(client, balance)) }];
		},
		secondOutput: belowThreshold,
	};
}
