import { simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import type { CardCashClient } from '../../client/client';
import { maskedBody, toWalletCard } from '../../client/card';
import { fetchWalletCard } from '../../client/endpoints';
import { cardIdField, parseCardId, simplified } from '../commonFields';

export const get: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'card',
		operation: 'get',
		name: 'Get',
		action: 'Get card',
		description: 'Get a bought card from the wallet, without its codes',
		endpoints: ['GET /v3/wallets/{cardId}'],
		fields: [cardIdField, simplifyField],
	},
	async run(client, item) {
		const card = await fetchWalletCard(client, parseCardId(item));
		return [simplified(item, toWalletCard(card), () => maskedBody(card))];
	},
};
