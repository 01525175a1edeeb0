import type { JsonObject } from '../../../shared/model/json';
import { runExclusive } from '../../../shared/n8n/keyedMutex';
import { isCancelled } from '../../../shared/n8n/pause';
import type { PlainOperation } from '../../../shared/operation/operation';
import { ALL_CODES, codesFields, parseCodes } from '../../../shared/panel/codesFields';
import { simplifyField } from '../../../shared/panel/commonFields';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import { badInput } from '../../../shared/panel/itemParameters';
import type { CardCashClient } from '../../client/client';
import { openFetchHistory } from '../../client/fetchHistory';
import type { OrderCodesRequest } from '../../client/secureData';
import { fetchCardCodes, fetchOrderCodes } from '../../client/secureData';
import type { CardId, OrderId } from '../../client/values';
import { cardIdField, parseCardId } from '../cardIdFields';
import { orderIdField, parseOrderId } from '../orderIdFields';

export const getSecureData: PlainOperation<CardCashClient> = {
	kind: 'plain',
	showsCodes: true,
	// Views are counted (docs/contracts/cardcash.md 3.7): when one meets the limit, no other may be under way.
	isSequential: true,
	panel: {
		resource: 'card',
		operation: 'getSecureData',
		name: 'Get Secure Data',
		action: 'Get secure data',
		description:
			'Get number, PIN and barcode. CardCash shows them for 24 hours from the purchase and may stop after about ten views in a day.',
		endpoints: ['GET /v3/orders/{orderUUID}', 'GET /v3/wallets/{cardId}/secure-data'],
		fields: [
			{
				displayName: 'Get From',
				name: 'getFrom',
				type: 'options',
				default: 'order',
				options: [
					{ name: 'One Card', value: 'card' },
					{ name: 'Whole Order', value: 'order', description: 'Every delivered card, one after another' },
				],
				description: 'Whose codes to get',
			},
			{ ...orderIdField, displayOptions: { show: { getFrom: ['order'] } } },
			{
				displayName: 'Cards to Fetch',
				name: 'cardsToFetch',
				type: 'options',
				default: 'left',
				displayOptions: { show: { getFrom: ['order'] } },
				options: [
					{
						name: 'Only Cards Not Fetched Yet',
						value: 'left',
						description: 'Those that no earlier run of this node has fetched',
					},
					{ name: 'All Cards Again', value: 'all', description: 'Each view counts, even of a card fetched before' },
				],
				description: "Which of the order's delivered cards to fetch",
			},
			{ ...cardIdField, displayOptions: { show: { getFrom: ['card'] } } },
			...codesFields(ALL_CODES),
			simplifyField,
		],
	},
	async run(client, item, context) {
		const history = openFetchHistory(client, context);
		history.startItem();
		try {
			const entries = await fetchCodes(client, item, { history, isCancelled: () => isCancelled(context) });
			// n8n keeps no output of a stopped run.
			if (isCancelled(context)) await history.takeBack('run');
			return entries;
		} catch (cause) {
			// Unless On Error continues, n8n drops the output of earlier items too, or runs the node again.
			await history.takeBack(context.continueOnFail() ? 'item' : 'run');
			return await Promise.reject(cause as Error);
		}
	},
};

async function fetchCodes(
	client: CardCashClient,
	item: ItemParameters,
	run: Pick<OrderCodesRequest, 'history' | 'isCancelled'>,
): Promise<JsonObject[]> {
	const request = {
		...run,
		isSimplified: item.flag('simplify'),
		codes: parseCodes(item, client.account.codes, ALL_CODES),
	};
	const source = parseSource(item);
	// Of two executions with the same order, the second sees what the first has fetched.
	return await runExclusive(`views|${client.account.name}`, async () =>
		source.from === 'card'
			? [await fetchCardCodes(client, source.cardId, request)]
			: await fetchOrderCodes(client, source.orderId, { ...request, which: source.which }),
	);
}

type Source = { from: 'card'; cardId: CardId } | { from: 'order'; orderId: OrderId; which: OrderCodesRequest['which'] };

function parseSource(item: ItemParameters): Source {
	const from = item.value('getFrom');
	if (from === 'order') return { from, orderId: parseOrderId(item), which: parseWhich(item) };
	if (from === 'card') return { from, cardId: parseCardId(item) };
	throw badInput('Get From', 'is not one of its choices', "Choose 'Get From' from its list.");
}

function parseWhich(item: ItemParameters): OrderCodesRequest['which'] {
	const which = item.value('cardsToFetch') ?? 'left';
	if (which === 'left' || which === 'all') return which;
	throw badInput('Cards to Fetch', 'is not one of its choices', "Choose 'Cards to Fetch' from its list.");
}
