import { join } from 'node:path';

/** What the nodes keep in memory alone, they lose when n8n restarts. */
export function forgetProcess(): void {
	fromPackage<{ forgetKeySets(): void }>('nodes/shared/trigger/boundedKeySet.js').forgetKeySets();
	fromPackage<{ forgetAccountOrders(): void }>('nodes/shared/purchase/accountOrders.js').forgetAccountOrders();
	fromPackage<{ forgetKeptCodes(): void }>('nodes/shared/purchase/keptCodes.js').forgetKeptCodes();
	fromPackage<{ forgetSpending(): void }>('nodes/shared/purchase/limits/spending.js').forgetSpending();
	fromPackage<{ forgetApprovals(): void }>('nodes/shared/purchase/approvals.js').forgetApprovals();
}

/** A module of the built package, the very one that the engine's nodes use. */
export function fromPackage<Module extends object>(path: string): Module {
	const built = process.env.GIFT_CARDS_PACKAGE ?? join(__dirname, '../../..');
	return jest.requireActual<Module>(join(built, 'dist', path));
}
