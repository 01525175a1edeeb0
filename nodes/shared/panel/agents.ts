import type { IDisplayOptions, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** n8n's older versions don't know `@tool`: there every operation is shown, and refused to agents when it runs. */
export const NOT_FOR_AGENTS: IDisplayOptions = { hide: { '@tool': [true] } };
export const FOR_AGENTS: IDisplayOptions = { show: { '@tool': [true] } };

/** Above the fields of Create Order, where an AI agent has it. */
export const buyingAgentNotice: INodeProperties = {
	displayName:
		"An agent buys only with 'Let AI Agents Buy' on in the credential, and after a preview: give it Preview Order too, add the option 'Preview Hash' here and let the model fill it in.",
	name: 'buyingAgentNotice',
	type: 'notice',
	displayOptions: FOR_AGENTS,
	default: '',
};

/**
 * Whether an AI agent calls the node. n8n runs a tool in a context of its own or, for newer agents, as a node of its own
 * type, whose name ends in Tool.
 */
export function isForAgent(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool') || ('isToolExecution' in context && context.isToolExecution());
}
