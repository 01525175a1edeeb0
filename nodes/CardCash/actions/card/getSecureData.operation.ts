import type { IExecuteFunctions } from 'n8n-workflow';

import type { JsonObject } from '../../../shared/model/json';
import { isCancelled } from '../../../shared/n8n/pause';
import { ALL_CODES, codesFields, parseCodes } from '../../../shared/panel/codesFields';
import { simplifyField } from '../../../shared/panel/commonFields';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import { badInput } from '../../../shared/panel/itemParameters';
import type { PlainOperation } from '../../../shared/operation/operation';
import { runExclusive } from '../../../shared/n8n/keyedMutex';
import type { CardCashClient } from '../../client/client';
import { fetchCodesOfOrder, comesOut, fetchedCard } from '../../client/codesOfOrder';
import type { FetchedCards } from '../../client/fetchedCards';
import { openFetchedCards } from '../../client/fetchedCards';
import { fetchSecureData } from '../../client/endpoints';
import { cardIdField, orderIdField, parseCardId, parseOrderId } from '../commonFields';

export const getSecureData: PlainOperation<CardCashClient> = {
	kind: 'plain',
	// Views are counted (docs/contracts/cardcash.md 3.7): once the limit is met, no further one may be under way.
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
						description: 'Those that no earlier run of this workflow has fetched',
					},
					{ name: 'All Cards Again', value: 'all', description: 'Each view counts, of a card fetched before as well' },
				],
				description: 'Which of the delivered cards of the order to fetch',
			},
			{ ...cardIdField, displayOptions: { show: { getFrom: ['card'] } } },
			...codesFields(ALL_CODES),
			simplifyField,
		],
	},
	async run(client, item, context) {
		const fetched = await openFetchedCards(client, context);
		fetched.beginItem();
		return await fetchOneAfterAnother(client, item, context, fetched).then(
			async (entries) => {
				// After a stop n8n keeps nothing of what comes out.
				if (isCancelled(context)) await fetched.takeBack('run');
				return entries;
			},
			async (cause: unknown) => {
				// Without On Error at Continue, n8n drops the items before this one as well, or runs the node again.
				await fetched.takeBack(context.continueOnFail() ? 'item' : 'run');
				return await Promise.reject(cause as Error);
			},
		);
	},
};

async function fetchOneAfterAnother(
	client: CardCashClient,
	item: ItemParameters,
	context: IExecuteFunctions,
	fetched: FetchedCards,
): Promise<JsonObject[]> {
	const read = toFetcher(client, item, context);
	// Two executions with one order: the second waits, and sees what the first has fetched.
	return await runExclusive(`views|${client.account.name}`, async () => await read(fetched));
}

type Fetcher = (fetched: FetchedCards) => Promise<JsonObject[]>;

/** Reads the parameters; what it returns reads the codes. */
function toFetcher(client: CardCashClient, item: ItemParameters, context: IExecuteFunctions): Fetcher {
	const isSimplified = item.flag('simplify');
	const codes = parseCodes(item, client.account.codes, ALL_CODES);
	if (parseGetFrom(item) === 'order') {
		const orderId = parseOrderId(item);
		const isAgain = parseIsAgain(item);
		return async (fetched) =>
			await fetchCodesOfOrder(client, orderId, {
				isSimplified,
				codes,
				fetched,
				isAgain,
				isCancelled: () => isCancelled(context),
			});
	}
	const cardId = parseCardId(item);
	return async (fetched) => {
		const body = await fetchSecureData(client, cardId);
		const entry = fetchedCard({ cardId }, body, { isSimplified, codes });
		if (comesOut(codes)) await fetched.note(cardId);
		return [entry];
	};
}

function parseIsAgain(item: ItemParameters): boolean {
	const which = item.value('cardsToFetch') ?? 'left';
	if (which === 'left' || which === 'all') return which === 'all';
	throw badInput('Cards to Fetch', 'is not one of its choices', "Choose 'Cards to Fetch' from its list.");
}

function parseGetFrom(item: ItemParameters): 'card' | 'order' {
	const from = item.value('getFrom');
	if (from === 'card' || from === 'order') return from;
	throw badInput('Get From', 'is not one of its choices', "Choose 'Get From' from its list.");
}
