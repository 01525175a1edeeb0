import type { INodeProperties } from 'n8n-workflow';

import { simplifyField } from '../../shared/panel/commonFields';
import { emitOnField, watchNotice } from '../../shared/trigger/triggerFields';

export const triggerProperties: INodeProperties[] = [
	watchNotice,
	emitOnField({
		canceled: 'The order was canceled and its money came back',
		completed: 'The order is delivered and its codes are there',
		needsAttention: 'The order is held until somebody looks at it',
	}),
	simplifyField,
];
