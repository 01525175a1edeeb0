import { ProblemError } from '../../shared/model/problem';

const LONGEST_ID = 100;

/** An id as one step of a path. Dots alone would lead to another path. */
export function pathSegment(id: string, label: string): string {
	if (id.length > LONGEST_ID || /^\.+$/.test(id) || /[\p{Cc}/\\?#]/u.test(id)) {
		throw new ProblemError({
			code: 'BAD_INPUT',
			whatHappened: `'${label}' is '${id.slice(0, 40)}', which is not an ID of Gift Card Partners.`,
			whatToDo: `Enter the ID exactly as it came out of Create Order or Get Inventory in '${label}'.`,
		});
	}
	return encodeURIComponent(id);
}
