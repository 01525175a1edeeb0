import type { PlainOperation } from '../../../shared/operation/operation';
import { simplifyField } from '../../../shared/panel/commonFields';
import { toWalletCard } from '../../client/card';
import type { CardCashClient } from '../../client/client';
import { fetchWalletCard } from '../../client/endpoints';
import { cardIdField, parseCardId } from '../cardIdFields';
import { simplified } from '../output';
import { SHOWN_OF_WALLET_CARD } from '../../client/shown';

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
		return [simplified(item, toWalletCard(card), card, SHOWN_OF_WALLET_CARD)];
	},
};
