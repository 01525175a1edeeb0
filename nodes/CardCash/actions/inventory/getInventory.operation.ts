import type { JsonObject } from '../../../shared/model/json';
import { toText } from '../../../shared/model/json';
import { toCents } from '../../../shared/model/money';
import {
	limitField,
	optionsField,
	parseLimit,
	returnAllField,
	simplifyField,
} from '../../../shared/panel/commonFields';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import { parseAmount, parseOptionalFlag, parseOptionalText } from '../../../shared/panel/itemParameters';
import type { PlainOperation } from '../../../shared/operation/operation';
import type { CardCashClient } from '../../client/client';
import { maskedBody } from '../../client/card';
import { toProduct } from '../../client/stock';
import { fetchStock } from '../../client/endpoints';
import { merchantField, parseMerchantId } from '../commonFields';

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
		const isWanted = parseFilter(item);
		const { body, lines } = await fetchStock(client, merchantId);
		const wanted = lines.filter(isWanted);
		if (!item.flag('simplify')) return [maskedBody({ ...body, inventory: wanted.slice(0, limit) })];
		const products = wanted.flatMap((line) => {
			const product = toProduct(line, merchantId, body);
			return product ? [{ ...product }] : [];
		});
		return products.slice(0, limit);
	},
};

function parseFilter(item: ItemParameters): (line: JsonObject) => boolean {
	const { faceValue, isLowRisk, type } = item.options('options');
	const isAnyValue = faceValue === undefined || faceValue === '' || Number(faceValue) === 0;
	const cents = isAnyValue ? undefined : parseAmount(faceValue, 'Face Value');
	const isTrustedOnly = parseOptionalFlag(isLowRisk, 'Trusted Sellers Only') === true;
	const typeCode = parseOptionalText(type, 'Type');
	return (line) =>
		(cents === undefined || toCents(line.faceValue) === cents) &&
		(!isTrustedOnly || line.isLowRisk === true) &&
		(typeCode === undefined || toText(line.type) === typeCode);
}
