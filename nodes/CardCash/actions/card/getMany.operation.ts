import type { PlainOperation } from '../../../shared/operation/operation';
import {
	limitField,
	optionsField,
	parseLimit,
	returnAllField,
	simplifyField,
} from '../../../shared/panel/commonFields';
import { parseOptionalFlag } from '../../../shared/panel/itemParameters';
import { toWalletCard } from '../../client/card';
import type { CardCashClient } from '../../client/client';
import { fetchWallet, fetchWalletWithArchived } from '../../client/endpoints';
import { toOrderId } from '../../client/values';
import { orderIdField, parseOptionalOrderId } from '../orderIdFields';
import { simplified } from '../output';
import { SHOWN_OF_WALLET_CARD } from '../../client/shown';
import { mapInTurns } from '../../../shared/n8n/pause';

export const getMany: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'card',
		operation: 'getMany',
		name: 'Get Many',
		action: 'Get many cards',
		description: 'Get the bought cards of the wallet, without their codes',
		endpoints: ['GET /v3/wallets'],
		fields: [
			returnAllField,
			limitField,
			simplifyField,
			optionsField([
				{
					displayName: 'Include Archived',
					name: 'includeArchived',
					type: 'boolean',
					default: false,
					description: 'Whether to return archived cards too',
				},
				{ ...orderIdField, required: undefined, description: 'Return the cards of this order only' },
			]),
		],
	},
	async run(client, item) {
		const limit = parseLimit(item);
		const { includeArchived, orderId: orderIdOption } = item.options('options');
		const isArchivedWanted = parseOptionalFlag(includeArchived, 'Include Archived') === true;
		const orderId = parseOptionalOrderId(orderIdOption);
		const bodies = isArchivedWanted ? await fetchWalletWithArchived(client) : await fetchWallet(client);
		const cards = await mapInTurns(bodies, (body) => ({ card: toWalletCard(body), body }));
		const wanted = cards.filter(({ card }) => orderId === undefined || toOrderId(card.orderId) === orderId);
		return await mapInTurns(wanted.slice(0, limit), ({ card, body }) =>
			simplified(item, card, body, SHOWN_OF_WALLET_CARD),
		);
	},
};
