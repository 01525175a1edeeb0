import type { INodeProperties } from 'n8n-workflow';

import { openJournal } from '../purchase/journal';
import type { PurchaseGateway } from '../purchase/gateway';
import { normaliseReference } from '../purchase/reference';
import { optionsField, orderReferenceField, simplifyField } from '../panel/commonFields';
import type { Operation, OrderOperation } from './operation';
import { orderOperation } from './operation';

/* Create Order's relatives, which are the same for every client. */

/**
 * @param fields of Create Order: the reference and the cards
 * @param options of Create Order, where the cards depend on one
 */
export function findLostOperation<Client, Cart>({
	fields,
	options = [],
	endpoints,
	...rest
}: Pick<OrderOperation<Client, Cart>, 'gateway' | 'parseOrder' | 'presenter'> & {
	fields: INodeProperties[];
	options?: INodeProperties[];
	endpoints: readonly string[];
}): Operation<Client> {
	return orderOperation<Client, Cart>({
		...rest,
		job: 'find',
		panel: {
			resource: 'order',
			operation: 'findLost',
			name: 'Find Lost Order',
			action: 'Find lost order',
			description: 'Find out whether an order whose reply was lost has been bought. Never buys.',
			endpoints,
			fields: [...fields, simplifyField, ...(options.length > 0 ? [optionsField(options)] : [])],
		},
		recoveryWindow: () => ({ settleMs: 0, looks: 1 }),
	});
}

/** @param caution what the person should know about this client, as part of the description */
export function forgetReferenceOperation<Client>(
	gatewayOf: (client: Client) => PurchaseGateway<never>,
	caution: string,
	endpoints: readonly string[],
): Operation<Client> {
	return {
		kind: 'plain',
		isSequential: true,
		panel: {
			resource: 'order',
			operation: 'forgetReference',
			name: 'Forget Order Reference',
			action: 'Forget order reference',
			description: `For the person who has checked with the supplier that nothing was bought under a reference. ${caution}`,
			endpoints,
			fields: [
				{
					displayName: `Only after you have checked with the supplier that nothing was bought under this reference. ${caution}`,
					name: 'forgetNotice',
					type: 'notice',
					default: '',
				},
				{ ...orderReferenceField, description: 'The reference to forget, exactly as it was in Create Order' },
			],
		},
		async run(client, item, context) {
			const gateway = gatewayOf(client);
			const reference = normaliseReference(item.text('orderReference', 'Order Reference'), gateway.longestReference);
			const { account, idempotency } = gateway;
			const journal = await openJournal(context, {
				account: account.name,
				references: [reference],
				hasKey: idempotency === 'key',
				isLossAccepted: true,
			});
			const listed = gateway.idempotency === 'lookup' ? await gateway.latestOrders() : [];
			const wasKnown = await journal.forget(
				reference,
				listed.flatMap(({ orderId }) => orderId ?? []),
			);
			return [{ orderReference: reference, forgotten: true, wasKnown }];
		},
	};
}
