import type { JsonObject } from '../../../shared/http/json';
import { textOf } from '../../../shared/http/json';
import { parseMoney } from '../../../shared/model/money';
import { limitField, optionsField, returnAllField, simplifyField } from '../../../shared/node/fields';
import type { Item } from '../../../shared/node/item';
import { moneyIn, optionalTextIn } from '../../../shared/node/item';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { maskedBody } from '../../supplier/translateCard';
import { productOf } from '../../supplier/translateStock';
import { readStock } from '../../supplier/wire';
import { flagOption, merchantField, merchantIdIn, readLimit } from '../fields';

export const getInventory: PlainOperation<CardCash> = {
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
	async run(cardCash, item) {
		const merchantId = merchantIdIn(item.value('merchantId'));
		const limit = readLimit(item);
		const isWanted = filterIn(item);
		const { body, lines } = await readStock(cardCash, merchantId);
		const wanted = lines.filter(isWanted);
		if (!item.flag('simplify')) return [maskedBody({ ...body, inventory: wanted.slice(0, limit) })];
		const products = wanted.flatMap((line) => {
			const product = productOf(line, merchantId, body);
			return product ? [{ ...product }] : [];
		});
		return products.slice(0, limit);
	},
};

function filterIn(item: Item): (line: JsonObject) => boolean {
	const { faceValue, isLowRisk, type } = item.options('options');
	const isAnyValue = faceValue === undefined || faceValue === '' || Number(faceValue) === 0;
	const cents = isAnyValue ? undefined : moneyIn(faceValue, 'Face Value');
	const isTrustedOnly = flagOption(isLowRisk, 'Trusted Sellers Only') === true;
	const typeCode = optionalTextIn(type, 'Type');
	return (line) =>
		(cents === undefined || parseMoney(line.faceValue) === cents) &&
		(!isTrustedOnly || line.isLowRisk === true) &&
		(typeCode === undefined || textOf(line.type) === typeCode);
}
