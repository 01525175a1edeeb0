import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { createCart } from '../../supplier/cart';
import type { CardCash } from '../../supplier/cardCash';
import { inTurn, shownCart } from './cartFields';

export const create: PlainOperation<CardCash> = {
	kind: 'plain',
	isSequential: true,
	panel: {
		resource: 'cart',
		operation: 'create',
		name: 'Create',
		action: 'Create cart',
		description: 'Create the cart of the account, or get the one it has: there is one at a time',
		endpoints: ['POST /v3/carts'],
		fields: [simplifyField],
	},
	async run(cardCash, item) {
		const { cart, wasCreated } = await inTurn(cardCash, async () => await createCart(cardCash));
		return [shownCart(item, cart, wasCreated === undefined ? {} : { wasCreated })];
	},
};
