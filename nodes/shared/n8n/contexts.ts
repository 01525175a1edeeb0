import type {
	IExecuteFunctions,
	IHttpRequestHelper,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

/** Every n8n context of a node from which a supplier may be called. */
export type CallingContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;
/** The same, and that of a credential which logs in by itself. */
export type SendingContext = CallingContext | IHttpRequestHelper;
