import type { CodesChoice } from '../../../shared/node/codesFields';
import { codesFields, readCodes } from '../../../shared/node/codesFields';
import { optionsField, patienceOptions, simplifyField } from '../../../shared/node/fields';
import { conditionOptions, previewHashOption } from '../../../shared/node/limitFields';
import { orderOperation } from '../../../shared/node/operation';
import { buyingAgentNotice } from '../../../shared/node/tool';
import { waitFields } from '../../../shared/node/waitFields';
import type { Connection } from '../../supplier/connection';
import { CardPlusPayDesk } from '../../supplier/desk';
import type { Cart } from '../../supplier/evidence';
import { emailOption, referenceAndCards, SETTLE_SECONDS } from './orderFields';
import { nextStepWithCodes, presentBought } from './presentOrder';
import { readPatience, readReferenceAndCart } from './readOrderFields';
import { readQuantity } from '../readFields';

/** CardPlusPay may give a PIN in this reply alone (contracts/cardpluspay.md gap 5): what would lose it isn't offered. */
const CODES: CodesChoice = { offered: ['plain', 'encrypted'], default: 'plain' };

/** A code never goes to an AI agent, and none may be lost, so that an agent buys with encrypted codes or not at all. */
const CODES_FOR_AGENTS: CodesChoice = { offered: ['encrypted'], default: 'encrypted' };

export const create = orderOperation<Connection, Cart>({
	kind: 'order',
	job: 'buy',
	panel: {
		resource: 'order',
		operation: 'create',
		name: 'Create Order',
		action: 'Create order',
		description: 'Buy gift cards, once for each Order Reference',
		endpoints: ['POST /orders', 'GET /orders', 'GET /orders/{id}', 'POST /orders/check', 'GET /catalog'],
		fields: [
			buyingAgentNotice,
			...referenceAndCards,
			...codesFields(CODES, CODES_FOR_AGENTS),
			...waitFields,
			simplifyField,
			optionsField([emailOption, ...conditionOptions, previewHashOption, ...patienceOptions(SETTLE_SECONDS)]),
		],
	},
	desk: (connection) => new CardPlusPayDesk(connection),
	readOrder: readReferenceAndCart,
	patience: readPatience,
	presenter(item, { account }) {
		const asked = {
			quantity: readQuantity(item),
			isSimplified: item.flag('simplify'),
			codes: readCodes(item, account.codes, item.isForAgent ? CODES_FOR_AGENTS : CODES),
		};
		return (placed) => presentBought(placed, asked);
	},
	nextStep: nextStepWithCodes,
});
