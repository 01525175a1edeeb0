import { ExecutionLifecycleHooks, ExternalSecretsProxy } from 'n8n-core';
import type {
	ICredentialsHelper,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/** The address under which these tests pretend that n8n is reached. */
const N8N_URL = 'http://localhost:5678/';

const notInThisHarness = (what: string) => (): never => {
	throw new Error(`${what} is not part of this harness`);
};

/** What n8n hands to an execution besides the workflow. */
export function additionalDataFor(
	credentialsHelper: ICredentialsHelper,
	execution: { executionId?: string; workflowId?: string; workflow?: IWorkflowBase; mode: WorkflowExecuteMode },
): IWorkflowExecuteAdditionalData {
	const { executionId, workflowId, workflow, mode } = execution;
	return {
		credentialsHelper,
		executionId,
		workflowId,
		hooks: executionId && workflow ? new ExecutionLifecycleHooks(mode, executionId, workflow) : undefined,
		currentNodeExecutionIndex: 0,
		variables: {},
		externalSecretsProxy: new ExternalSecretsProxy(),
		instanceBaseUrl: N8N_URL,
		restApiUrl: `${N8N_URL}rest`,
		formBaseUrl: `${N8N_URL}form`,
		formWaitingBaseUrl: `${N8N_URL}form-waiting`,
		formTestBaseUrl: `${N8N_URL}form-test`,
		webhookBaseUrl: `${N8N_URL}webhook`,
		webhookWaitingBaseUrl: `${N8N_URL}webhook-waiting`,
		webhookTestBaseUrl: `${N8N_URL}webhook-test`,
		mcpBaseUrl: `${N8N_URL}mcp`,
		mcpTestBaseUrl: `${N8N_URL}mcp-test`,
		setExecutionStatus: () => {},
		logAiEvent: () => {},
		executeWorkflow: notInThisHarness('A sub-workflow'),
		getRunExecutionData: notInThisHarness("Another execution's data"),
		getRuntimeCredential: notInThisHarness('A run-time credential'),
		startRunnerTask: notInThisHarness('A task runner'),
	} as IWorkflowExecuteAdditionalData;
}
