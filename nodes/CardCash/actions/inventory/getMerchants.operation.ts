import type { JsonObject } from '../../../shared/model/json';
import { toList, toText } from '../../../shared/model/json';
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
import { maskedBody } from '../../client/card';
import { leastInStock, toMerchant } from '../../client/stock';
import { fetchMerchants, fetchPublicMerchants } from '../../client/endpoints';
import { simplified } from '../commonFields';

export const getMerchants: PlainOperation<CardCashClient> = {
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
	async run(client, item) {
		const limit = parseLimit(item);
		const { nameContains, inStockOnly, publicList } = item.options('options');
		const name = parseOptionalText(nameContains, 'Name Contains');
		const isInStockOnly = parseOptionalFlag(inStockOnly, 'In Stock Only') === true;
		const isPublic = parseOptionalFlag(publicList, 'Public List') === true;
		const list = isPublic ? await fetchPublicMerchants(client) : await fetchMerchants(client);
		const wanted = list.flatMap((raw) => {
			const merchant = toMerchant(raw);
			const isWanted = isNamed(raw, name) && !(isInStockOnly && leastInStock(raw) === 0);
			return merchant && isWanted ? [{ merchant, raw }] : [];
		});
		return wanted.slice(0, limit).map(({ merchant, raw }) => simplified(item, merchant, () => maskedBody(raw)));
	},
};

function isNamed(merchant: JsonObject, part: string | undefined): boolean {
	if (part === undefined) return true;
	const names = [merchant.name, ...toList(merchant.aliases)].flatMap((name) => toText(name) ?? []);
	return names.some((name) => name.toLowerCase().includes(part.toLowerCase()));
}
