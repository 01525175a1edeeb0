import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether an AI agent calls the node. n8n runs a tool in a context of its own or, for newer agents, as a node of its own
 * type, whose name ends in Tool.
 */
export function isForAgent(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool') || ('isToolExecution' in context && context.isToolExecution());
}
