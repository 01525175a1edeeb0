import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { maskedBody } from '../../supplier/translateCard';
import { productOf } from '../../supplier/translateStock';
import { readStock } from '../../supplier/wire';
import { merchantField, merchantIdIn } from '../fields';

export const getInventory: PlainOperation<CardCash> = {
	kind: 'plain',
	panel: {
		resource: 'inventory',
		operation: 'getInventory',
		name: 'Get Inventory',
		action: 'Get inventory',
		description: 'Get what a merchant has in stock: face values, discounts and quantities',
		fields: [merchantField, simplifyField],
	},
	async run(cardCash, item) {
		const merchantId = merchantIdIn(item.value('merchantId'));
		const { body, lines } = await readStock(cardCash, merchantId);
		if (!item.flag('simplify')) return [maskedBody(body)];
		return lines.flatMap((line) => {
			const product = productOf(line, merchantId, body);
			return product ? [{ ...product }] : [];
		});
	},
};
