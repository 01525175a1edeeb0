import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { maskedBody, walletCardOf } from '../../supplier/translateCard';
import { readWalletCard } from '../../supplier/wire';
import { cardIdField, readCardId, simplified } from '../fields';

export const get: PlainOperation<CardCash> = {
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
	async run(cardCash, item) {
		const card = await readWalletCard(cardCash, readCardId(item));
		return [simplified(item, walletCardOf(card), () => maskedBody(card))];
	},
};
