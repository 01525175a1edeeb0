// @ts-check
// What docs/safety-report.md says besides its figures.

export const HEAD = `# Safety report

What was played against the promise of [purchase-safety](../docs/purchase-safety.md): *at most one purchase per order reference, and every booked
order is output, or named by an \`unknown\` that leads to it.* \`npm run prove\` writes this page; every figure below is a count that it made.

- **Real parts.** The node runs on n8n's own engine, with its retries, errors and credentials. The supplier is the simulator, over HTTP. Only
  time is simulated, and the database behind n8n's deduplication helpers is a stand-in that behaves like it.
- **One purchase**: an item with one reference is bought with Retry On Fail on, the workflow runs again with the same item, and once more an
  hour later when everything works.
- **Two judges.** \`test/faults/promise.ts\` knows the tests; \`test/checker/\` knows nothing of the package or the simulators and reads a
  history and the supplier's books. How many planted bugs it finds is counted below.

To repeat: \`npm run prove\`, which goes on where it stopped as long as the code is the same. \`npm test\` plays every single disturbance, a
sample of the pairs, 100 lies and 300 random schedules for each supplier.
`;

export const TAIL = `## What was not tested

- **Pairs and threes** are played as far as the table of schedules says. There are about 26,000 pairs for CardCash, 28,000 for CardPlusPay and
  12,000 for Gift Card Partners.
- **A request that the network delivers twice.** A supplier without an idempotency key books it twice, whatever a client does.
- **A supplier that refuses in its own documented words what it has booked.** That refusal is taken for proof.
- **Disturbances while the second purchase of one run is under way.** The random schedules have up to four items; the exhaustive ones have one.
- **Deadlines in real time.** Time is simulated, so a reply that hangs until its deadline is played as a lost one. The deadlines have tests of
  their own (\`test/engine/\`).
- **Two processes** are not part of these schedules. \`npm run test:race\` and \`npm run test:kills\` measure them in n8n's queue mode, and
  \`test/engine/shared/journal.test.ts\` plays the interleavings of lock and journal.
- **Writers to the journal's row that take no part in the lock**, a *Remove Duplicates* node with the scope *Workflow* for one: they can lose what
  was written at the same moment ([purchase-safety](../docs/purchase-safety.md)).
- **What the model finds and the package does not prevent.** A process that is killed between sending an order and noting its doubt, while
  another process is in doubt about an order with the same cart: the second may then be confirmed with the first one's order. And \`NO_JOURNAL\`,
  which comes out as \`rejected\`: it says that this run has sent nothing, not that an earlier one hasn't.
- **The suppliers themselves.** The simulators say what \`docs/contracts/\` says.
`;
