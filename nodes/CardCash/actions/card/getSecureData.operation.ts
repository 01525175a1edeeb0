import type { IExecuteFunctions } from 'n8n-workflow';

import type { JsonObject } from '../../../shared/http/json';
import { isCancelled } from '../../../shared/http/send';
import { ALL_CODES, codesFields, readCodes } from '../../../shared/node/codesFields';
import { simplifyField } from '../../../shared/node/fields';
import type { Item } from '../../../shared/node/item';
import { badInput } from '../../../shared/node/item';
import type { PlainOperation } from '../../../shared/node/operation';
import { takeTurns } from '../../../shared/purchase/turns';
import type { CardCash } from '../../supplier/cardCash';
import { codesOfOrder, comesOut, fetchedCard } from '../../supplier/codesOfOrder';
import type { FetchedCards } from '../../supplier/fetchedCards';
import { fetchedCardsOf } from '../../supplier/fetchedCards';
import { readSecureData } from '../../supplier/wire';
import { cardIdField, orderIdField, readCardId, readOrderId } from '../fields';

export const getSecureData: PlainOperation<CardCash> = {
	kind: 'plain',
	// Views are counted (contracts/cardcash.md 3.7): once the limit is met, no further one may be under way.
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
	async run(cardCash, item, context) {
		const fetched = await fetchedCardsOf(cardCash, context);
		fetched.beginItem();
		return await readInTurn(cardCash, item, context, fetched).then(
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

async function readInTurn(
	cardCash: CardCash,
	item: Item,
	context: IExecuteFunctions,
	fetched: FetchedCards,
): Promise<JsonObject[]> {
	const read = readerOf(cardCash, item, context);
	// Two executions with one order: the second waits, and sees what the first has fetched.
	return await takeTurns(`views|${cardCash.account.name}`, async () => await read(fetched));
}

type Reader = (fetched: FetchedCards) => Promise<JsonObject[]>;

/** Reads the parameters; what it returns reads the codes. */
function readerOf(cardCash: CardCash, item: Item, context: IExecuteFunctions): Reader {
	const isSimplified = item.flag('simplify');
	const codes = readCodes(item, cardCash.account.codes, ALL_CODES);
	if (getFromIn(item) === 'order') {
		const orderId = readOrderId(item);
		const isAgain = isAgainIn(item);
		return async (fetched) =>
			await codesOfOrder(cardCash, orderId, {
				isSimplified,
				codes,
				fetched,
				isAgain,
				isCancelled: () => isCancelled(context),
			});
	}
	const cardId = readCardId(item);
	return async (fetched) => {
		const body = await readSecureData(cardCash, cardId);
		const entry = fetchedCard({ cardId }, body, { isSimplified, codes });
		if (comesOut(codes)) await fetched.note(cardId);
		return [entry];
	};
}

function isAgainIn(item: Item): boolean {
	const which = item.value('cardsToFetch') ?? 'left';
	if (which === 'left' || which === 'all') return which === 'all';
	throw badInput('Cards to Fetch', 'is not one of its choices', "Choose 'Cards to Fetch' from its list.");
}

function getFromIn(item: Item): 'card' | 'order' {
	const from = item.value('getFrom');
	if (from === 'card' || from === 'order') return from;
	throw badInput('Get From', 'is not one of its choices', "Choose 'Get From' from its list.");
}
