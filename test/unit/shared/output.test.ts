import { toItemJson } from '../../../nodes/shared/execution/output';
import { quoteSupplier } from '../../../nodes/shared/secrets/scrub';

describe('an item', () => {
	it('keeps its card numbers and PINs whole when the password is as short as a PIN', () => {
		const card = { number: '6006491234567890', pin: '1234', otherFields: { note: 'Use 1234567 at the till' } };

		expect(toItemJson(card, ['1234', '1234567'])).toEqual(card);
		expect(quoteSupplier('No account for 1234', ['1234'])).toBe('No account for •••');
	});

	it('has no secret of the credential in it, wherever the supplier repeats it', () => {
		const json = { note: 'key=s3cretpw;', rows: [{ echo: ['s3cretpw'] }], count: 2 };
		expect(toItemJson(json, ['s3cretpw'])).toEqual({ note: 'key=•••;', rows: [{ echo: ['•••'] }], count: 2 });
	});

	it("has the supplier's key `error` under another name, since n8n would run the node again", () => {
		expect(toItemJson({ error: '', a: 1 }, [])).toEqual({ supplierError: '', a: 1 });
		expect(toItemJson({ a: 1 }, [])).not.toHaveProperty('supplierError');
	});
});
