import { toObject } from '../../../shared/model/json';
import {
	limitField,
	optionsField,
	parseLimit,
	returnAllField,
	simplifyField,
} from '../../../shared/panel/commonFields';
import { parseOptionalFlag, parseOptionalText } from '../../../shared/panel/itemParameters';
import type { PlainOperation } from '../../../shared/operation/operation';
import type { CardCashClient } from '../../client/client';
import { toOrderId } from '../../client/ids';
import { maskedBody, toWalletCard } from '../../client/card';
import { fetchWallet } from '../../client/endpoints';
import { orderIdField, parseOrderIdText, simplified } from '../commonFields';

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
		const withArchived = parseOptionalFlag(includeArchived, 'Include Archived') === true;
		const orderIdText = parseOptionalText(orderIdOption, 'Order ID');
		const orderId = orderIdText === undefined ? undefined : parseOrderIdText(orderIdText);
		const cards = await fetchWallet(client, withArchived);
		const wanted =
			orderId === undefined ? cards : cards.filter(({ order }) => toOrderId(toObject(order).id) === orderId);
		return wanted.slice(0, limit).map((card) => simplified(item, toWalletCard(card), () => maskedBody(card)));
	},
};
