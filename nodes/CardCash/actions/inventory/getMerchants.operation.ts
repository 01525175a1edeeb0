import type { PlainOperation } from '../../../shared/operation/operation';
import {
	limitField,
	optionsField,
	parseLimit,
	returnAllField,
	simplifyField,
} from '../../../shared/panel/commonFields';
import { parseOptionalFlag, parseOptionalText } from '../../../shared/panel/itemParameters';
import type { CardCashClient } from '../../client/client';
import { fetchMerchants, fetchPublicMerchants } from '../../client/endpoints';
import { isNamed, minInStock, toMerchant } from '../../client/stock';
import { simplified } from '../output';
import { SHOWN_OF_MERCHANT } from '../../client/shown';
import { flatMapInTurns, mapInTurns } from '../../../shared/n8n/pause';

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
					description: 'Whether to leave out merchants that have no cards now',
				},
				{
					displayName: 'Name Contains',
					name: 'nameContains',
					type: 'string',
					default: '',
					placeholder: 'e.g. cinema',
					description: "Part of a merchant's name, or of another name for it",
				},
				{
					displayName: 'Public List',
					name: 'publicList',
					type: 'boolean',
					default: false,
					description:
						'Whether to use the public list of the web shop instead of the list for partners. It says less about each merchant.',
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
		const bodies = isPublic ? await fetchPublicMerchants(client) : await fetchMerchants(client);
		const wanted = await flatMapInTurns(bodies, (body) => {
			const merchant = toMerchant(body);
			if (!merchant || (name !== undefined && !isNamed(merchant, name))) return [];
			return isInStockOnly && minInStock(merchant) === 0 ? [] : [{ merchant, body }];
		});
		return await mapInTurns(wanted.slice(0, limit), ({ merchant, body }) =>
			simplified(item, merchant, body, SHOWN_OF_MERCHANT),
		);
	},
};
