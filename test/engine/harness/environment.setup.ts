/**
 * Runs before each test file of the engine and faults projects: keeps n8n's log quiet and its settings out of the
 * user's home, and puts `time.ts` behind the one timer that nodes may use.
 */
import { join } from 'node:path';

import type { sleep as virtualSleep } from './time';

process.env.N8N_LOG_LEVEL ??= 'silent';
process.env.N8N_USER_FOLDER = join(__dirname, '../../../.cache/engine-tests', process.env.JEST_WORKER_ID ?? '1');
process.env.N8N_ENCRYPTION_KEY = 'engine-tests';

jest.mock('n8n-workflow', () => {
	const { sleep } = jest.requireActual<{ sleep: typeof virtualSleep }>('./time');
	return Object.defineProperties(
		{},
		{
			...Object.getOwnPropertyDescriptors(jest.requireActual<object>('n8n-workflow')),
			sleep: { enumerable: true, value: sleep },
		},
	);
});
