import type { Clock } from '../../frame.ts';
import type { Access } from './access.ts';
import type { OrderBook } from './orderBook.ts';
import type { Settings } from './settings.ts';

/** What routes and actions work on. A reset replaces the parts, so every request must read them from here. */
export interface SupplierState {
	readonly clock: Clock;
	settings: Settings;
	book: OrderBook;
	access: Access;
}
