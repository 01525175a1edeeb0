import type {
	IExecuteFunctions,
	IHttpRequestHelper,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

/** Every n8n context of a node that may call a supplier. */
export type CallingContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;
/** The same, and the context in which n8n tests a credential. */
export type SendingContext = CallingContext | IHttpRequestHelper;
