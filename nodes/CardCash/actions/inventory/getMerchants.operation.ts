import { limitField, returnAllField, simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { maskedBody } from '../../supplier/translateCard';
import { merchantOf } from '../../supplier/translateStock';
import { readMerchants } from '../../supplier/wire';
import { readLimit, simplified } from '../fields';

export const getMerchants: PlainOperation<CardCash> = {
	kind: 'plain',
	panel: {
		resource: 'inventory',
		operation: 'getMerchants',
		name: 'Get Merchants',
		action: 'Get merchants',
		description: 'Get the merchants whose gift cards CardCash sells',
		fields: [returnAllField, limitField, simplifyField],
	},
	async run(cardCash, item) {
		const limit = readLimit(item);
		const merchants = (await readMerchants(cardCash)).flatMap((raw) => {
			const merchant = merchantOf(raw);
			return merchant ? [{ merchant, raw }] : [];
		});
		return merchants.slice(0, limit).map(({ merchant, raw }) => simplified(item, merchant, () => maskedBody(raw)));
	},
};
