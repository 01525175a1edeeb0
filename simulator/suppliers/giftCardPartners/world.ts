import type { SupplierTools } from '../../frame.ts';
import { createCatalogue } from './catalogue.ts';
import { createFulfilment, type Fulfilment } from './fulfilment.ts';
import { createOrderBook, type OrderBook } from './orderBook.ts';
import type { Product } from './product.ts';
import type { Settings } from './settings.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

/** Everything the supplier knows between two resets. */
export interface World {
	settings: Settings;
	readonly products: ReadonlyMap<string, Product>;
	readonly unavailable: Set<string>;
	readonly tokens: Tokens;
	readonly book: OrderBook;
	readonly fulfilment: Fulfilment;
	readonly webhooks: Webhooks;
	/** Cancels what was scheduled. */
	end(): void;
}

export function createWorld({ clock, random, catalogueSize }: SupplierTools, startSettings: Settings): World {
	let isOver = false;
	const settings = () => world.settings;
	const later = (time: number, task: () => void | Promise<void>) => clock.at(time, () => (isOver ? undefined : task()));

	const book = createOrderBook(clock, random, settings);
	const webhooks = createWebhooks({ clock, settings, later });
	const world: World = {
		settings: startSettings,
		products: new Map(createCatalogue(random, catalogueSize).map((product) => [product.id, product])),
		unavailable: new Set(),
		tokens: createTokens(clock, random),
		book,
		fulfilment: createFulfilment({ settings, book, webhooks, later }),
		webhooks,
		end: () => {
			isOver = true;
		},
	};
	return world;
}

/** A product that exists and is not taken off sale. */
export function availableProduct(world: World, id: string): Product | undefined {
	return world.unavailable.has(id) ? undefined : world.products.get(id);
}
