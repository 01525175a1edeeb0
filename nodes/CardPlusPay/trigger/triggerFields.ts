import type { INodeProperties } from 'n8n-workflow';

import { simplifyField } from '../../shared/panel/commonFields';
import { emitOnField, watchNotice } from '../../shared/trigger/triggerFields';

export const triggerProperties: INodeProperties[] = [
	watchNotice,
	emitOnField({
		canceled: 'The order was canceled, refunded or refused, and none of its codes had come',
		completed: 'The order is completed and its codes are there',
		needsAttention: 'The order was canceled or refunded after some of its codes had come',
	}),
	simplifyField,
];
