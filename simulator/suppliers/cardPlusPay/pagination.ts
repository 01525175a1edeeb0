/** How a list is cut and what goes wrong with it. */
export interface Paging {
	page: number;
	perPage: number;
	ignoresPage: boolean;
	/** Past the end the last page comes again, and `last_page` moves on. */
	neverEnds: boolean;
}

/** One page with the documented `data.pagination` (`docs/contracts/cardpluspay.md` 3.5). */
export function paginate<T>(rows: readonly T[], { page, perPage, ignoresPage, neverEnds }: Paging) {
	const lastPage = Math.max(1, Math.ceil(rows.length / perPage));
	const currentPage = ignoresPage ? 1 : page;
	const isPastEnd = neverEnds && currentPage >= lastPage;
	const start = ((isPastEnd ? lastPage : currentPage) - 1) * perPage;
	return {
		rows: rows.slice(start, start + perPage),
		pagination: {
			total: rows.length,
			per_page: perPage,
			current_page: currentPage,
			last_page: isPastEnd ? currentPage + 1 : lastPage,
		},
	};
}
