import type { JsonObject } from '../../../nodes/shared/model/json';
import { mergeOrderBodies } from '../../../nodes/CardPlusPay/client/wireOrder';

const first = {
	order_id: 7,
	status: 'processing',
	codes: [{ code: 'AAAA', denomination: '10.00', metadata: [{ Pin: '1234' }] }],
};

test('a later reply without PINs does not take them away, and its status counts', () => {
	const later: JsonObject = {
		order_id: 7,
		status: 'completed',
		codes: [
			{ code: 'BBBB', status: 'completed' },
			{ code: 'AAAA', metadata: [] },
		],
	};

	expect(mergeOrderBodies(first, later)).toEqual({
		order_id: 7,
		status: 'completed',
		codes: [
			{ code: 'BBBB', status: 'completed' },
			{ code: 'AAAA', denomination: '10.00', metadata: [{ Pin: '1234' }] },
		],
	});
});

test('a code that the later reply leaves out stays', () => {
	expect(mergeOrderBodies(first, { status: 'completed', codes: [] }).codes).toEqual(first.codes);
	expect(mergeOrderBodies(first, { status: 'completed' }).codes).toEqual(first.codes);
});

test('a row that was still empty at first is replaced by what came', () => {
	const blank = { codes: [{ code: '', status: 'pending' }] };

	expect(mergeOrderBodies(blank, { codes: [{ code: 'CCCC' }] }).codes).toEqual([{ code: 'CCCC' }]);
});
