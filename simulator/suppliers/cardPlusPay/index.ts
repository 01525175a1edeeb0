import type { SimulatedSupplier, SupplierTools } from '../../frame.ts';
import { Access } from './access.ts';
import { registerAccess } from './accessRoutes.ts';
import { createActions } from './actions.ts';
import { createCatalogue } from './catalogue.ts';
import { registerCatalogueRoutes } from './catalogueRoutes.ts';
import { firstOrderIds, OrderBook } from './orderBook.ts';
import { registerOrderRoutes } from './orderRoutes.ts';
import { changeSettings, defaultSettings } from './settings.ts';
import type { SupplierState } from './state.ts';

const prefix = '/cardpluspay';

/** CardPlusPay as `docs/contracts/cardpluspay.md` describes it. A client's base URL is the simulator's plus `/cardpluspay/v1`. */
export function createCardPlusPay({ clock, random, firstId, catalogueSize }: SupplierTools): SimulatedSupplier {
	const nextIds = { id: firstOrderIds.id + firstId, number: firstOrderIds.number + firstId };
	const stateAtStart = (settings: Record<string, unknown> = {}): SupplierState => {
		const currentSettings = (): SupplierState['settings'] => state.settings;
		return {
			clock,
			settings: changeSettings(defaultSettings, settings),
			book: new OrderBook(clock, random, currentSettings, createCatalogue(random, catalogueSize), nextIds),
			access: new Access(clock, random, currentSettings),
		};
	};
	const state = stateAtStart();

	return {
		id: 'cardPlusPay',
		prefix,
		register(server) {
			registerAccess(server, prefix, state);
			registerCatalogueRoutes(server, state);
			registerOrderRoutes(server, state);
		},
		reset(settings) {
			Object.assign(state, stateAtStart(settings));
		},
		configure(settings) {
			state.settings = changeSettings(state.settings, settings);
		},
		settings: () => ({ ...state.settings }),
		bookedOrders: () => state.book.bookedOrders(),
		expireTokens() {
			state.access.expireChallenges();
		},
		actions: createActions(state),
	};
}
