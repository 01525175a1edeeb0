// @ts-check
/**
 * The real n8n as a program that scripts and end-to-end tests start, drive through its REST API, and stop.
 * One instance signs in once. Texts of n8n are passed on as they are.
 */
import axios from 'axios';
import { parse as parseFlatted } from 'flatted';
import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './ports.mjs';
import { startProcess } from './processes.mjs';
import { NeedsPerson } from './sentences.mjs';
import { environmentFor } from './machine/npm.mjs';

const FINAL_STATES = ['success', 'error', 'canceled', 'crashed'];
const POLL_MS = 150;

/** Modules of n8n that look outside or cost start-up time; nothing here needs them. n8n refuses to start on a name it does not know. */
const MODULES_LEFT_OUT =
	'mcp-registry,instance-ai,agents,chat-hub,mcp,quick-connect,workflow-builder,insights,breaking-changes,external-secrets,source-control,sso-oidc,sso-saml,ldap,log-streaming,provisioning,dynamic-credentials,otel,token-exchange,workflow-reviews,instance-version-history';

/**
 * The settings of an n8n that starts quickly, stays on this machine and keeps its data in `home`.
 *
 * @param {{ home: string, port: number }} options
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function settingsFor({ home, port }) {
	return {
		NODE_ENV: 'production',
		N8N_USER_FOLDER: home,
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PROTOCOL: 'http',
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_RUNNERS_MODE: 'internal',
		// Its default, 5679, would be taken when a second n8n runs on this machine.
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_DISABLED_MODULES: MODULES_LEFT_OUT,
		// Otherwise $now in a workflow is New York's time.
		GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
	};
}

/**
 * Starts n8n and resolves when it answers. `startScript` comes from `ensureN8n`, `home` is its user folder, `env` adds to or replaces settings, `name` names the log file.
 *
 * @param {{ node: string, startScript: string | undefined, home: string, port: number, env?: NodeJS.ProcessEnv, name?: string, nodeFlags?: string[], patienceMs?: number }} options
 */
export async function startN8n(options) {
	const { node, startScript, home, port, env = {}, name = 'n8n', nodeFlags = [], patienceMs = 120_000 } = options;
	if (startScript === undefined) throw new Error('n8n is not installed, or N8N_START_SCRIPT does not say where.');
	mkdirSync(home, { recursive: true });
	const settings = { ...(await settingsFor({ home, port })), ...env };
	const args = [...nodeFlags, startScript, 'start'];
	const program = startProcess(name, node, args, { cwd: home, env: environmentFor(node, settings) });
	const n8n = new N8n(program, `http://127.0.0.1:${port}`);
	const deadline = Date.now() + patienceMs;
	while (!(await n8n.answers())) {
		if (program.hasEnded || Date.now() > deadline) {
			await program.stop();
			throw new NeedsPerson(
				`${program.lastLines()}\n\nn8n did not start; the lines above say why. The whole log: ${program.logFile}`,
			);
		}
		await pause(POLL_MS);
	}
	return n8n;
}

/**
 * Drives an n8n that another program started and signed in to, from that one's `handle`. It can't be ended from here.
 *
 * @param {{ url: string, logFile: string, cookie?: string }} handle
 */
export const connectN8n = ({ url, logFile, cookie }) => {
	const notOurs = () => {
		throw new Error('This n8n belongs to another program.');
	};
	const program = { logFile, hasEnded: false, ended: new Promise(() => {}), stop: notOurs, kill: notOurs };
	return new N8n(program, url, cookie);
};

class N8nRefusal extends Error {
	/**
	 * @param {number} status of HTTP
	 * @param {string} message
	 */
	constructor(status, message) {
		super(message);
		this.status = status;
	}
}

export class N8n {
	#program;
	#http;

	/**
	 * @param {Pick<import('./processes.mjs').Program, 'logFile' | 'hasEnded' | 'stop' | 'kill'> & { pid?: number, ended: Promise<unknown> }} program
	 * @param {string} url
	 * @param {string} [cookie]
	 */
	constructor(program, url, cookie) {
		this.#program = program;
		this.url = url;
		this.logFile = program.logFile;
		this.pid = program.pid;
		this.#http = axios.create({ baseURL: url, validateStatus: () => true, proxy: false, timeout: 60_000 });
		if (cookie) this.#cookie = cookie;
	}

	/** What `connectN8n` needs in another program. */
	get handle() {
		return { url: this.url, logFile: this.logFile, cookie: this.#cookie };
	}

	/** @returns {string} */
	get #cookie() {
		return String(this.#http.defaults.headers.common.Cookie);
	}

	/** @param {string} cookie */
	set #cookie(cookie) {
		this.#http.defaults.headers.common.Cookie = cookie;
	}

	/** Resolves when n8n ends, by itself or not. */
	get ended() {
		return this.#program.ended;
	}

	stop() {
		return this.#program.stop();
	}

	/** Ends n8n at once, as a power cut would. */
	async kill() {
		this.#program.kill();
		await this.#program.ended;
	}

	/** n8n up to 2.8 calls itself ready too early; its settings as JSON are the sure sign. */
	async answers() {
		try {
			const { data } = await this.#http.get('/rest/settings', { timeout: 5000 });
			return typeof data?.data === 'object';
		} catch {
			return false;
		}
	}

	/**
	 * Signs in as the owner, whose account is made first where there is none.
	 *
	 * @param {{ email: string, password: string, firstName?: string, lastName?: string }} account
	 */
	async signIn({ email, password, firstName = 'Gift', lastName = 'Cards' }) {
		const { userManagement } = await this.get('/rest/settings');
		const response = userManagement.showSetupOnFirstLoad
			? await this.#http.post('/rest/owner/setup', { email, password, firstName, lastName })
			: await this.#http.post('/rest/login', { emailOrLdapLoginId: email, password });
		if (response.status !== 200) {
			throw new NeedsPerson(
				`n8n did not accept the login ${email} (${response.data?.message ?? response.status}). If you changed its password, change it back, or delete the user folder of this n8n to start over.`,
			);
		}
		const cookie = response.headers['set-cookie']?.find((each) => each.startsWith('n8n-auth='));
		if (cookie === undefined) throw new Error(`n8n let ${email} in, but sent no cookie.`);
		this.#cookie = cookie.split(';', 1).join();
	}

	/** @param {string} path */
	get(path) {
		return this.request('GET', path);
	}

	/**
	 * n8n's answer without its envelope. Anything but a 2xx is thrown with n8n's own words.
	 *
	 * @param {string} method
	 * @param {string} path
	 * @param {unknown} [body]
	 */
	async request(method, path, body) {
		const { status, data } = await this.#http.request({ method, url: path, data: body });
		if (status >= 200 && status < 300) return data?.data ?? data;
		throw new N8nRefusal(
			status,
			`n8n answered ${method} ${path} with ${status}: ${data?.message ?? JSON.stringify(data)}`,
		);
	}

	/**
	 * As `get`, but undefined where n8n has no such thing.
	 *
	 * @param {string} path
	 */
	async find(path) {
		try {
			return await this.get(path);
		} catch (refusal) {
			if (refusal instanceof N8nRefusal && refusal.status === 404) return undefined;
			throw refusal;
		}
	}

	async nodeTypes() {
		const { data } = await this.#http.get('/types/nodes.json');
		return data;
	}

	async credentialTypes() {
		const { data } = await this.#http.get('/types/credentials.json');
		return data;
	}

	// Credentials

	credentials() {
		return this.get('/rest/credentials');
	}

	/**
	 * With its fields; secrets come blanked out.
	 *
	 * @param {string} id
	 */
	credential(id) {
		return this.get(`/rest/credentials/${id}?includeData=true`);
	}

	/**
	 * @param {string} name
	 * @param {string} type
	 * @param {object} data
	 */
	createCredential(name, type, data) {
		return this.request('POST', '/rest/credentials', { name, type, data });
	}

	/**
	 * @param {string} id
	 * @param {string} name
	 * @param {string} type
	 * @param {object} data
	 */
	updateCredential(id, name, type, data) {
		return this.request('PATCH', `/rest/credentials/${id}`, { name, type, data });
	}

	/**
	 * n8n's connection test: `{ status: 'OK' | 'Error', message }`.
	 *
	 * @param {string} id
	 * @param {object} data
	 */
	async testCredential(id, data) {
		const { name, type } = await this.credential(id);
		return this.request('POST', '/rest/credentials/test', { credentials: { id, name, type, data } });
	}

	// Workflows

	/** @param {string} id */
	workflow(id) {
		return this.get(`/rest/workflows/${id}`);
	}

	/** @param {string} id */
	async hasWorkflow(id) {
		return (await this.get(`/rest/workflows/${id}/exists`)).exists;
	}

	/** @param {import('./types.ts').Workflow} workflow */
	createWorkflow({ id, name, nodes, connections, settings = {} }) {
		return this.request('POST', '/rest/workflows', { id, name, nodes, connections, settings, active: false });
	}

	/**
	 * @param {string} id
	 * @param {Pick<import('./types.ts').Workflow, 'name' | 'nodes' | 'connections' | 'settings'>} workflow
	 */
	updateWorkflow(id, { name, nodes, connections, settings = {} }) {
		return this.request('PATCH', `/rest/workflows/${id}?forceSave=true`, { name, nodes, connections, settings });
	}

	/**
	 * With its executions. n8n deletes only what is archived.
	 *
	 * @param {string} id
	 */
	async deleteWorkflow(id) {
		await this.request('POST', `/rest/workflows/${id}/archive`, {});
		await this.request('DELETE', `/rest/workflows/${id}`);
	}

	/**
	 * Publishes the workflow and waits until its triggers are registered, which since n8n 2.41 happens after the answer.
	 *
	 * @param {string} id
	 * @param {number} [patienceMs]
	 */
	async activate(id, patienceMs = 15_000) {
		const { versionId } = await this.workflow(id);
		await this.request('POST', `/rest/workflows/${id}/activate`, { versionId });
		await this.#until(`workflow ${id} is published`, patienceMs, async () => {
			const publication = await this.find(`/rest/workflows/${id}/publication-status`);
			if (['failed', 'partial'].includes(publication?.status)) {
				const reasons = publication.triggers
					.map((/** @type {{ errorMessage?: string }} */ trigger) => trigger.errorMessage)
					.filter(Boolean);
				throw new Error(`n8n did not publish workflow ${id}: ${reasons.join('; ')}`);
			}
			// n8n before 2.41 has no publication status: its answer to "activate" comes when all is registered.
			return publication === undefined || publication.status === 'published';
		});
	}

	/** @param {string} id */
	deactivate(id) {
		return this.request('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	/**
	 * The production address of a webhook node; `path` as in its description, `webhook` for most triggers.
	 *
	 * @param {string} workflowId
	 * @param {string} nodeName
	 * @param {string} [path]
	 */
	async webhookUrl(workflowId, nodeName, path = 'webhook') {
		const { nodes } = await this.workflow(workflowId);
		const { webhookId } = nodes.find((/** @type {{ name: string }} */ { name }) => name === nodeName);
		return `${this.url}/webhook/${webhookId}/${path}`;
	}

	// Executions

	/**
	 * Starts the saved workflow from a trigger, as the editor's button does. Resolves with the execution's id.
	 *
	 * @param {string} workflowId
	 * @param {string} triggerName
	 */
	async run(workflowId, triggerName) {
		const trigger = { triggerToStartFrom: { name: triggerName } };
		const { executionId } = await this.request('POST', `/rest/workflows/${workflowId}/run`, trigger);
		return executionId;
	}

	/**
	 * An execution with its data unpacked: `data.resultData.runData[node][run].data.main[output][item].json`.
	 *
	 * @param {string} id
	 */
	async execution(id) {
		const execution = await this.get(`/rest/executions/${id}`);
		return { ...execution, data: execution.data ? parseFlatted(execution.data) : undefined };
	}

	/**
	 * n8n's Retry of an execution that did not succeed. Resolves with the id of the new one.
	 *
	 * @param {string} executionId
	 */
	async retry(executionId) {
		const { id } = await this.request('POST', `/rest/executions/${executionId}/retry`, { loadWorkflow: false });
		return id;
	}

	/**
	 * Newest first, without their data.
	 *
	 * @param {string} workflowId
	 * @param {number} [limit]
	 */
	executions(workflowId, limit = 20) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		return this.get(`/rest/executions?filter=${filter}&limit=${limit}`).then(({ results }) => results);
	}

	/**
	 * @param {string} id
	 * @param {number} [patienceMs]
	 */
	async finishedExecution(id, patienceMs = 60_000) {
		/** @type {any} */
		let execution;
		await this.#until(`execution ${id} is finished`, patienceMs, async () => {
			execution = await this.execution(id);
			return FINAL_STATES.includes(execution.status);
		});
		return execution;
	}

	/**
	 * Runs a workflow to its end.
	 *
	 * @param {string} workflowId
	 * @param {string} triggerName
	 * @param {number} [patienceMs]
	 */
	async runToEnd(workflowId, triggerName, patienceMs) {
		return this.finishedExecution(await this.run(workflowId, triggerName), patienceMs);
	}

	/**
	 * @param {string} what
	 * @param {number} patienceMs
	 * @param {() => Promise<boolean>} isSo
	 */
	async #until(what, patienceMs, isSo) {
		const deadline = Date.now() + patienceMs;
		while (!(await isSo())) {
			if (this.#program.hasEnded) throw new Error(`n8n ended before ${what}. Its log: ${this.logFile}`);
			if (Date.now() > deadline)
				throw new Error(
					`After ${patienceMs / 1000} seconds it is still not so that ${what}. n8n's log: ${this.logFile}`,
				);
			await pause(POLL_MS);
		}
	}
}

/**
 * What a node put out in an execution: the items' JSON of its last run.
 *
 * @param {{ data?: any }} execution
 * @param {string} nodeName
 * @param {number} [output]
 * @returns {any[]}
 */
export function outputOf(execution, nodeName, output = 0) {
	const runs = execution.data?.resultData?.runData?.[nodeName] ?? [];
	return (runs.at(-1)?.data?.main?.[output] ?? []).map((/** @type {import('./types.ts').Item} */ { json }) => json);
}
