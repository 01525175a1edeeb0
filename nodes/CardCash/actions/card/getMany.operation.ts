import { objectOf } from '../../../shared/http/json';
import { limitField, optionsField, returnAllField, simplifyField } from '../../../shared/node/fields';
import { optionalTextIn } from '../../../shared/node/item';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { asOrderId } from '../../supplier/ids';
import { maskedBody, walletCardOf } from '../../supplier/translateCard';
import { readWallet } from '../../supplier/wire';
import { flagOption, orderIdField, orderIdIn, readLimit, simplified } from '../fields';

export const getMany: PlainOperation<CardCash> = {
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
	async run(cardCash, item) {
		const limit = readLimit(item);
		const { includeArchived, orderId: orderIdOption } = item.options('options');
		const withArchived = flagOption(includeArchived, 'Include Archived') === true;
		const orderIdText = optionalTextIn(orderIdOption, 'Order ID');
		const orderId = orderIdText === undefined ? undefined : orderIdIn(orderIdText);
		const cards = await readWallet(cardCash, withArchived);
		const wanted =
			orderId === undefined ? cards : cards.filter(({ order }) => asOrderId(objectOf(order).id) === orderId);
		return wanted.slice(0, limit).map((card) => simplified(item, walletCardOf(card), () => maskedBody(card)));
	},
};
