/**
 * What the model can be built without, and with. A safeguard stands in the package; taking it out must lead to a
 * violation, or the model couldn't see its absence. A remedy doesn't stand in the package yet; without it the model finds
 * the violation that it would prevent.
 */
export const SAFEGUARDS = [
	'one process at a time writes the journal',
	'a live process keeps its lock',
	'nothing is sent without a journal',
	'the intent is written before sending',
	'an intent that is there is respected',
	'a look does not lose an intent',
	'a look does not make a claim',
	'an order in doubt is not sent again',
	'a lost reply is unknown',
	'a doubtful refusal is looked up before it is believed',
	'a refusal that was believed is looked up again',
	'an order that anyone has claimed is not adopted',
	'two in doubt with one cart are rivals',
	'a refusal after doubt is unknown',
	'the key stays the same',
	'a look does not make a refusal',
	'a look does not hide an order',
	'a reference that was refused is freed and reserved in one step',
	'a reference that is done is not refused',
	'a reference that was freed meanwhile is reserved again',
] as const;

export const REMEDIES = [
	'a refusal that an execution remembers is asked of the journal',
	'a journal that is away makes an earlier order unknown',
	'rivals are noted before sending',
] as const;

export type Safeguard = (typeof SAFEGUARDS)[number];
export type Remedy = (typeof REMEDIES)[number];
export type Design = ReadonlySet<Safeguard | Remedy>;

/** As nodes/shared/purchase/ is. A remedy that it gets moves to the safeguards; until then its traces don't play on it. */
export const TODAY: Design = new Set(SAFEGUARDS);
export const REMEDIED: Design = new Set([...SAFEGUARDS, ...REMEDIES]);

export function without(design: Design, part: Safeguard | Remedy): Design {
	return new Set([...design].filter((one) => one !== part));
}
