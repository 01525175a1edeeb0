// @ts-check
import { outputOf } from '../n8n.mjs';
import { step } from '../progress.mjs';
import { NeedsPerson } from '../sentences.mjs';
import { textTable } from '../textTable.mjs';
import { exampleWorkflows, withCredentials } from './furnish.mjs';

/**
 * @typedef {import('../types.ts').N8n} N8n
 * @typedef {import('../types.ts').Credentials} Credentials
 * @typedef {(typeof suppliers)[number]} Supplier
 * @typedef {Awaited<ReturnType<typeof buy>>} Bought
 */

const PATIENCE_MS = 180_000;
const suppliers = [
	{ id: 'cardCash', name: 'CardCash', example: 'buy-from-cardcash' },
	{ id: 'cardPlusPay', name: 'CardPlusPay', example: 'buy-from-cardpluspay' },
	{ id: 'giftCardPartners', name: 'Gift Card Partners', example: 'buy-from-gift-card-partners' },
];

/**
 * Buys once from every simulated supplier with the example workflows, as shipped. Resolves with the exit code.
 *
 * @param {{ n8n: N8n, simulator: Pick<import('../types.ts').Simulator, 'orders'>, credentials: Credentials }} sandbox
 */
export async function runDemo({ n8n, simulator, credentials }) {
	refuseRealSuppliers(credentials);
	const booksBefore = new Set((await simulator.orders()).map(bookKey));
	const purchases = await step('Buying one order from each supplier', 'about 20 seconds', () =>
		Promise.all(suppliers.map((supplier) => buy(n8n, supplier, credentials))),
	);
	const booked = (await simulator.orders()).filter((order) => !booksBefore.has(bookKey(order)));

	console.log(`\n${textTable(purchases.map(row))}\n`);
	const findings = purchases.flatMap((purchase) => findingsOf(purchase, booked));
	if (findings.length > 0) {
		console.error(findings.join('\n'));
		return 1;
	}
	// Where something is not as it should be, they stay to be looked at.
	for (const { workflowId } of purchases) await n8n.deleteWorkflow(workflowId);
	console.log('All three orders are fulfilled, and every supplier has exactly one order in its books.');
	return 0;
}

const bookKey = (/** @type {{ supplier: string, orderId: string }} */ { supplier, orderId }) =>
	`${supplier} ${orderId}`;

/**
 * The credentials outlive a demo, and somebody may have filled in real ones since.
 *
 * @param {Credentials} credentials
 */
function refuseRealSuppliers(credentials) {
	const real = Object.values(credentials).find(({ isForSimulator }) => !isForSimulator);
	if (!real) return;
	throw new NeedsPerson(
		`The credential "${real.name}" no longer points at the simulator, so the demo bought nothing. Rename that credential in n8n, and the demo makes a new one.`,
	);
}

/**
 * @param {N8n} n8n
 * @param {Supplier} supplier
 * @param {Credentials} credentials
 */
async function buy(n8n, supplier, credentials) {
	const example = exampleWorkflows().find(({ id }) => id === supplier.example);
	if (!example) throw new Error(`examples/ has no workflow ${supplier.example}.`);
	// A copy of its own: what staff changed in the example neither gets lost nor changes what the demo buys.
	const copy = {
		...withCredentials(example, credentials),
		id: `demo-${example.id}`,
		name: `${example.name} (demo run)`,
	};
	if (await n8n.hasWorkflow(copy.id)) await n8n.updateWorkflow(copy.id, copy);
	else await n8n.createWorkflow(copy);
	const trigger = copy.nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
	if (!trigger) throw new Error(`${example.name} has no manual trigger.`);
	const execution = await n8n.runToEnd(copy.id, trigger.name, PATIENCE_MS);
	const [created] = outputOf(execution, 'Create Order');
	const [needsAttention] = outputOf(execution, 'Create Order', 1);
	const [status] = outputOf(execution, 'Check Status');
	return {
		supplier,
		workflowId: copy.id,
		execution,
		created,
		needsAttention,
		status,
		cards: cardsIn(outputOf(execution, 'Get Secure Data')),
	};
}

/**
 * Get Secure Data puts out an order with its cards, or card by card.
 *
 * @param {any[]} items
 */
function cardsIn(items) {
	return items.flatMap((item) => item.cards ?? [item]);
}

/**
 * @param {Bought} purchase
 * @param {import('../types.ts').BookedOrder[]} booked
 */
function findingsOf({ supplier, execution, created, needsAttention, status, cards }, booked) {
	const { name } = supplier;
	if (execution.status !== 'success') {
		return [
			`${name}: the workflow ended as "${execution.status}": ${execution.data?.resultData?.error?.message ?? 'n8n gives no reason.'}`,
		];
	}
	if (created === undefined) {
		return [
			`${name}: the order came out at "Needs Attention": ${needsAttention?.purchase?.nextStep ?? JSON.stringify(needsAttention)}`,
		];
	}
	const findings = [];
	const orders = booked.filter((order) => order.supplier === supplier.id);
	if (!status?.isFulfilled) findings.push(`${name}: the order is "${(status ?? created).status}", not fulfilled.`);
	if (orders.length !== 1)
		findings.push(`${name}: its books have ${orders.length} orders of this run, and there should be exactly one.`);
	else if (orders[0]?.orderId !== String(created.orderId))
		findings.push(`${name}: its books have order ${orders[0]?.orderId}, and n8n says ${created.orderId}.`);
	if (cards.length === 0) findings.push(`${name}: no code came out of "Get Secure Data".`);
	return findings;
}

/**
 * The secrets of a card, each with its last four characters only, whatever n8n was asked to show.
 *
 * @param {{ number?: string, redemptionUrl?: string, barcode?: string }} card
 */
function codesOf(card) {
	const secret = card.number ?? card.redemptionUrl ?? card.barcode;
	return secret === undefined ? '-' : `••••${String(secret).slice(-4)}`;
}

/** @param {Bought} purchase */
function row({ supplier, execution, created, status, cards }) {
	const order = { ...created, ...status };
	const bought = (order.cards ?? []).map(
		(
			/** @type {{ brand?: string, productId?: string, faceValue?: number, currency?: string }} */ {
				brand,
				productId,
				faceValue,
				currency,
			},
		) => [brand ?? productId, faceValue?.toFixed(2), currency].filter(Boolean).join(' '),
	);
	return {
		Supplier: supplier.name,
		'Order reference': created?.orderReference ?? '-',
		Order: order.orderNumber ?? order.orderId ?? '-',
		Bought: bought.join(', ') || '-',
		Total: order.total === undefined ? '-' : `${order.total.toFixed(2)} ${order.currency ?? ''}`.trim(),
		State: order.status ?? execution.status,
		Codes: cards.map(codesOf).join(', ') || '-',
	};
}
