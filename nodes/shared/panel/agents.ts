import type { IDisplayOptions, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** Versions of n8n that don't know `@tool` show every operation; agents are refused when it runs (docs/n8n-engine.md 2). */
export const NOT_FOR_AGENTS: IDisplayOptions = { hide: { '@tool': [true] } };
export const FOR_AGENTS: IDisplayOptions = { show: { '@tool': [true] } };

/** Heads the fields of Create Order where the node is a tool. */
export const buyingAgentNotice: INodeProperties = {
	displayName:
		"An agent buys only with 'Let AI Agents Buy' on in the credential, and after a preview: give it Preview Order too, add the option 'Preview Hash' here and let the model fill it in.",
	name: 'buyingAgentNotice',
	type: 'notice',
	displayOptions: FOR_AGENTS,
	default: '',
};

/**
 * Whether an AI agent calls the node: in a tool's context, with newer agents as a node whose type ends in Tool, and in a
 * workflow that an agent calls as far as n8n shows it (docs/n8n-engine.md 9).
 */
export function isForAgent(context: IExecuteFunctions): boolean {
	return (
		context.getNode().type.endsWith('Tool') ||
		('isToolExecution' in context && context.isToolExecution()) ||
		context.getMode() === 'agent' ||
		('getParentCallbackManager' in context && context.getParentCallbackManager() !== undefined)
	);
}
