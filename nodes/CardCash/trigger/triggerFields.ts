import type { INodeProperties } from 'n8n-workflow';

import { simplifyField } from '../../shared/panel/commonFields';
import { emitOnField, watchNotice } from '../../shared/trigger/triggerFields';

export const triggerProperties: INodeProperties[] = [
	watchNotice,
	emitOnField({
		canceled: 'The order was canceled or declined',
		completed: 'The order is digitally delivered or shipped',
		needsAttention: 'The order is on hold or in review',
	}),
	simplifyField,
];
