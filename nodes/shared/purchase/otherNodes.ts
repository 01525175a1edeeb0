import type { IExecuteFunctions, NodeTypeAndVersion } from 'n8n-workflow';

/**
 * Whether this workflow has other nodes of the same kind that buy, as far as n8n lets a node see: those before and after
 * it, not those on a branch of their own. Saved parameters leave out defaults, and Create Order is the default.
 */
export function hasOtherBuyingNodes(context: IExecuteFunctions): boolean {
	const { name, type } = context.getNode();
	const before = typeof context.getParentNodes === 'function' ? context.getParentNodes(name, ASK) : [];
	const after = typeof context.getChildNodes === 'function' ? context.getChildNodes(name, ASK) : [];
	return [...before, ...after].some((node) => node.type === type && buys(node));
}

const ASK = { includeNodeParameters: true };

function buys({ disabled, parameters = {} }: NodeTypeAndVersion & { parameters?: Record<string, unknown> }): boolean {
	const { resource = 'order', operation = 'create' } = parameters;
	return !disabled && resource === 'order' && operation === 'create';
}
