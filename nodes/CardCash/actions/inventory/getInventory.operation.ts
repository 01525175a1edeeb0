import type { PlainOperation } from '../../../shared/operation/operation';
import {
	limitField,
	optionsField,
	parseLimit,
	returnAllField,
	simplifyField,
} from '../../../shared/panel/commonFields';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import { parseAmount, parseOptionalFlag, parseOptionalText } from '../../../shared/panel/itemParameters';
import type { CardCashClient } from '../../client/client';
import { fetchStock } from '../../client/endpoints';
import type { StockFilter } from '../../client/stock';
import { filterStock, toProduct, withLines } from '../../client/stock';
import { merchantField, parseMerchantId } from '../merchantFields';
import { SHOWN_OF_STOCK } from '../../client/shown';
import { maskBody } from '../../../shared/secrets/mask';

export const getInventory: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'inventory',
		operation: 'getInventory',
		name: 'Get Inventory',
		action: 'Get inventory',
		description: 'Get what a merchant has in stock: face values, discounts and quantities',
		endpoints: ['GET /v3/merchants/{merchantId}/inventory/bulk'],
		fields: [
			merchantField,
			returnAllField,
			limitField,
			simplifyField,
			optionsField([
				{
					displayName: 'Face Value',
					name: 'faceValue',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 2 },
					default: 0,
					description: 'Return cards of this face value only; 0 returns all',
				},
				{
					displayName: 'Trusted Sellers Only',
					name: 'isLowRisk',
					type: 'boolean',
					default: false,
					description: 'Whether to return cards of trusted sellers only (CardCash calls them low risk)',
				},
				{
					displayName: 'Type',
					name: 'type',
					type: 'options',
					default: 'ecode',
					options: [
						{ name: 'E-Code', value: 'ecode' },
						{ name: 'New E-Code', value: 'newEcodeAsPre' },
						{ name: 'New E-Code (B2B)', value: 'newEcodeB2B' },
						{ name: 'Physical Card', value: 'physical' },
					],
					description: 'Return cards of this type only',
				},
			]),
		],
	},
	async run(client, item) {
		const merchantId = parseMerchantId(item.value('merchantId'));
		const limit = parseLimit(item);
		const filter = parseFilter(item);
		const { body, lines } = await fetchStock(client, merchantId);
		const wanted = filterStock(lines, filter);
		if (!item.flag('simplify')) return [maskBody(withLines(body, wanted.slice(0, limit)), SHOWN_OF_STOCK)];
		return wanted.flatMap((line) => toProduct(line, merchantId, body) ?? []).slice(0, limit);
	},
};

function parseFilter(item: ItemParameters): StockFilter {
	const { faceValue, isLowRisk, type } = item.options('options');
	const isAnyValue = faceValue === undefined || faceValue === '' || Number(faceValue) === 0;
	return {
		faceValue: isAnyValue ? undefined : parseAmount(faceValue, 'Face Value'),
		isLowRisk: parseOptionalFlag(isLowRisk, 'Trusted Sellers Only') === true ? true : undefined,
		type: parseOptionalText(type, 'Type'),
	};
}
