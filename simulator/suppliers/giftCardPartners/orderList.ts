import type { Order } from './order.ts';
import { queryText, type Query } from './paging.ts';
import type { Problems } from './problems.ts';

/** The filters of GET /v1/Orders, all of which must hold (`docs/contracts/gift-card-partners.md` 3.6). */
export function readOrderFilter(query: Query, problems: Problems): (order: Order) => boolean {
	const start = readTime(query, 'startDate', problems);
	const end = readTime(query, 'endDate', problems);
	const poNumber = queryText(query, 'poNumber');
	const productId = queryText(query, 'productId');
	const name = queryText(query, 'recipientName')?.toLowerCase();
	const email = queryText(query, 'recipientEmail')?.toLowerCase();
	const sms = queryText(query, 'recipientSms');

	return (order) => {
		const someLine = (holds: (line: Order['lines'][number]['request']) => boolean) =>
			order.lines.some(({ request }) => holds(request));
		return (
			(start === undefined || order.bookedAt >= start) &&
			(end === undefined || order.bookedAt <= end) &&
			(poNumber === undefined || order.poNumber === poNumber) &&
			(productId === undefined || someLine(({ product }) => product.id === productId)) &&
			(name === undefined || someLine(({ recipient }) => recipient.name?.toLowerCase().includes(name) ?? false)) &&
			(email === undefined || someLine(({ recipient }) => recipient.email?.toLowerCase() === email)) &&
			(sms === undefined || someLine(({ recipient }) => recipient.sms === sms))
		);
	};
}

/** Times without a zone are UTC (gap 9). */
function readTime(query: Query, name: string, problems: Problems): number | undefined {
	const text = queryText(query, name);
	if (text === undefined) return undefined;
	const hasZone = /(Z|[+-]\d\d:?\d\d)$/i.test(text) || !text.includes('T');
	const time = Date.parse(hasZone ? text : `${text}Z`);
	if (!Number.isNaN(time)) return time;
	problems.add(name, `The value '${text}' is not valid for ${name}.`);
	return undefined;
}
