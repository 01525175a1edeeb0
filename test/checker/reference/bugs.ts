/** What may be wrong with a purchase client. Each is one switch in the reference client. */
export interface PlantedBug {
	name: string;
	/** At which suppliers it can do harm; at both unless given. */
	only?: 'key' | 'list';
	/** What a schedule needs beside the usual for the bug to matter. */
	needs?: 'dayLimit' | 'codes';
}

export const PLANTED_BUGS = [
	// Reading replies
	{ name: 'a lost reply is rejected' },
	{ name: 'a lost reply is confirmed', only: 'list' },
	{ name: 'a 5xx is rejected' },
	{ name: 'an unreadable 2xx is rejected' },
	{ name: 'a 409 is rejected', only: 'list' },
	{ name: 'no beside an order number is rejected' },
	{ name: 'an id that another reference holds is trusted', only: 'list' },
	{ name: 'other goods are confirmed without a warning' },

	// Sending again
	{ name: 'a lost reply is sent again', only: 'list' },
	{ name: 'an order in doubt is sent again by the next run', only: 'list' },
	{ name: 'a new key for each sending', only: 'key' },
	{ name: 'the key is written in capitals', only: 'key' },
	{ name: 'references are remembered in capitals' },
	{ name: 'a refusal after doubt is rejected', only: 'key' },
	{ name: 'a retry starts from nothing', only: 'list' },

	// Looking
	{ name: 'the newest order is adopted', only: 'list' },
	{ name: 'goods are compared without quantity' },
	{ name: 'goods are compared without face value' },
	{ name: 'goods are compared without recipient' },
	{ name: 'a taken key is adopted without its goods', only: 'key' },
	{ name: 'an order of another reference is adopted', only: 'list' },
	{ name: 'a reference in doubt with the same cart is overlooked', only: 'list' },
	{ name: 'the time of an order is ignored', only: 'list' },
	{ name: 'the first of several orders is adopted', only: 'list' },
	{ name: 'nothing in the list is rejected', only: 'list' },
	{ name: 'a list that fails is rejected', only: 'list' },
	{ name: 'a doubtful refusal is believed at the first look', only: 'list' },
	{ name: 'a confirmed order is looked for again', only: 'list' },

	// Remembering
	{ name: 'the journal is kept in memory', only: 'list' },
	{ name: 'the intent is written after sending', only: 'list' },
	{ name: 'a journal that fails is passed over', only: 'list' },
	{ name: 'a journal that fails is rejected' },
	{ name: 'a claim is believed without its goods', only: 'list' },
	{ name: 'an order is done without a claim', only: 'list' },
	{ name: 'an intent that is there is written over', only: 'list' },
	{ name: 'unknown frees the reference', only: 'list' },
	{ name: 'stop frees the reference', only: 'list' },
	{ name: 'a reference that was refused is freed by whoever looks', only: 'list' },
	{ name: 'no lock', only: 'list' },
	{ name: 'a lock is broken by deleting it', only: 'list' },
	{ name: 'another cart is bought under the reference', only: 'list' },
	{ name: 'another cart is confirmed under the reference' },

	// Reporting
	{ name: 'an error drops what was bought' },
	{ name: 'an error while looking is thrown' },
	{ name: 'an unknown item is not reported' },

	// Limits and codes
	{ name: 'the day limit is ignored', needs: 'dayLimit' },
	{ name: 'the day limit counts confirmed orders alone', needs: 'dayLimit' },
	{ name: 'codes stand in the log', needs: 'codes' },
	{ name: 'codes are dropped at stop', needs: 'codes' },
] as const satisfies PlantedBug[];

export type Bug = (typeof PLANTED_BUGS)[number]['name'];
