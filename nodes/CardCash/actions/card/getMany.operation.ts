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
		return bodies
			.map((body) => ({ card: toWalletCard(body), body }))
			.filter(({ card }) => orderId === undefined || toOrderId(card.orderId) === orderId)
			.slice(0, limit)
			.map(({ card, body }) => simplified(item, card, body, SHOWN_OF_WALLET_CARD));
	},
};
