import type { JsonObject } from '../../../shared/http/json';
import { listOf, textOf } from '../../../shared/http/json';
import { limitField, optionsField, returnAllField, simplifyField } from '../../../shared/node/fields';
import { optionalTextIn } from '../../../shared/node/item';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { maskedBody } from '../../supplier/translateCard';
import { leastInStock, merchantOf } from '../../supplier/translateStock';
import { readMerchants, readPublicMerchants } from '../../supplier/wire';
import { flagOption, readLimit, simplified } from '../fields';

export const getMerchants: PlainOperation<CardCash> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'inventory',
		operation: 'getMerchants',
		name: 'Get Merchants',
		action: 'Get merchants',
		description: 'Get the merchants whose gift cards CardCash sells',
		endpoints: ['GET /v3/merchants/buy/bulk', 'GET /v3/merchants/buy'],
		fields: [
			returnAllField,
			limitField,
			simplifyField,
			optionsField([
				{
					displayName: 'In Stock Only',
					name: 'inStockOnly',
					type: 'boolean',
					default: false,
					description: 'Whether to leave out merchants that have no card now',
				},
				{
					displayName: 'Name Contains',
					name: 'nameContains',
					type: 'string',
					default: '',
					placeholder: 'e.g. cinema',
					description: 'Part of a name, or of another name the merchant is known by',
				},
				{
					displayName: 'Public List',
					name: 'publicList',
					type: 'boolean',
					default: false,
					description:
						'Whether to take the public list of the web shop instead of the list for partners. It says less of each merchant.',
				},
			]),
		],
	},
	async run(cardCash, item) {
		const limit = readLimit(item);
		const { nameContains, inStockOnly, publicList } = item.options('options');
		const name = optionalTextIn(nameContains, 'Name Contains');
		const isInStockOnly = flagOption(inStockOnly, 'In Stock Only') === true;
		const isPublic = flagOption(publicList, 'Public List') === true;
		const list = isPublic ? await readPublicMerchants(cardCash) : await readMerchants(cardCash);
		const wanted = list.flatMap((raw) => {
			const merchant = merchantOf(raw);
			const isWanted = isNamed(raw, name) && !(isInStockOnly && leastInStock(raw) === 0);
			return merchant && isWanted ? [{ merchant, raw }] : [];
		});
		return wanted.slice(0, limit).map(({ merchant, raw }) => simplified(item, merchant, () => maskedBody(raw)));
	},
};

function isNamed(merchant: JsonObject, part: string | undefined): boolean {
	if (part === undefined) return true;
	const names = [merchant.name, ...listOf(merchant.aliases)].flatMap((name) => textOf(name) ?? []);
	return names.some((name) => name.toLowerCase().includes(part.toLowerCase()));
}
