// @ts-check
// n8n in queue mode: one main process that takes webhooks, and worker processes that run the workflows.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { environmentFor } from './machine/npm.mjs';
import { settingsFor, startN8n } from './n8n.mjs';
import { freePort } from './ports.mjs';
import { startProcess } from './processes.mjs';
import { runToEnd } from './progress.mjs';
import { NeedsPerson } from './sentences.mjs';

const PATIENCE_MS = 120_000;
const POLL_MS = 150;
const DATABASE_USER = 'n8n';

/**
 * Resolves with the settings that bring n8n into queue mode on a Redis and a PostgreSQL of its own, with all data in `folder`.
 *
 * @param {{ servers: { redis: string, postgresFolder: string }, folder: string }} options
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function startQueue({ servers, folder }) {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const redisPort = await startRedis(servers.redis, folder);
	const databasePort = await startPostgres(servers.postgresFolder, join(folder, 'postgres'));
	return {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(databasePort),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: DATABASE_USER,
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64'),
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	};
}

/**
 * @param {string} redis the program
 * @param {string} folder
 */
async function startRedis(redis, folder) {
	const port = await freePort();
	const args = ['--port', port, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
	const program = startProcess('queue-redis', redis, args.map(String));
	await listens(program, 'Redis', port);
	return port;
}

/**
 * @param {string} programs their folder
 * @param {string} data
 */
async function startPostgres(programs, data) {
	// PostgreSQL refuses to run as root. Its Debian package makes a user for it.
	const isRoot = process.getuid?.() === 0;
	/** @type {(name: string, ...args: string[]) => [string, ...string[]]} */
	const words = (name, ...args) =>
		isRoot
			? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', join(programs, name), ...args]
			: [join(programs, name), ...args];
	mkdirSync(data, { mode: 0o700 });
	if (isRoot) await runToEnd('queue-postgres-owner', 'chown', ['postgres:postgres', data]);

	const settings = ['--username', DATABASE_USER, '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--no-sync'];
	const [initdb, ...initdbArgs] = words('initdb', '--pgdata', data, ...settings);
	await runToEnd('queue-postgres-init', initdb, initdbArgs, { cwd: '/' });
	const port = await freePort();
	const [postgres, ...args] = words('postgres', '-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '');
	await listens(startProcess('queue-postgres', postgres, args, { cwd: '/' }), 'PostgreSQL', port);
	return port;
}

/**
 * @param {import('./processes.mjs').Program} program
 * @param {string} what
 * @param {number} port
 */
async function listens(program, what, port) {
	/** @type {() => Promise<boolean>} */
	const accepts = () =>
		new Promise((resolve) => {
			const socket = connect(port, '127.0.0.1');
			socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
			socket.once('connect', () => socket.destroy());
		});
	await isReady(program, what, accepts);
}

/**
 * @param {import('./processes.mjs').Program} program
 * @param {string} what
 * @param {() => Promise<boolean>} answers
 */
async function isReady(program, what, answers) {
	const deadline = Date.now() + PATIENCE_MS;
	while (!(await answers())) {
		if (program.hasEnded || Date.now() > deadline) {
			await program.stop();
			throw new NeedsPerson(
				`${program.lastLines()}\n\n${what} did not start; the lines above say why. The whole log: ${program.logFile}`,
			);
		}
		await pause(POLL_MS);
	}
}

/**
 * The process that takes webhooks and hands the executions to the workers. `queue` comes from `startQueue`.
 *
 * @param {{ node: string, startScript: string, queue: NodeJS.ProcessEnv, home: string }} options
 */
export async function startMain({ node, startScript, queue, home }) {
	return await startN8n({ node, startScript, home, port: await freePort(), env: queue, name: 'queue-main' });
}

/**
 * A worker process. `executions` says which executions it has taken so far, also after its end.
 *
 * @param {{ node: string, startScript: string, queue: NodeJS.ProcessEnv, home: string, name: string, concurrency?: number }} options
 */
export async function startWorker({ node, startScript, queue, home, name, concurrency = 10 }) {
	mkdirSync(home, { recursive: true });
	const healthPort = await freePort();
	const settings = {
		...(await settingsFor({ home, port: await freePort() })),
		...queue,
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(healthPort),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
	const program = startProcess(name, node, [startScript, 'worker', `--concurrency=${concurrency}`], {
		cwd: home,
		env: environmentFor(node, settings),
	});
	await isReady(program, 'An n8n worker', async () => {
		const response = await fetch(`http://127.0.0.1:${healthPort}/healthz/readiness`).catch(() => undefined);
		return response?.ok === true;
	});
	return {
		stop: program.stop,
		/** As a crash would: SIGKILL. */
		kill: async () => {
			program.kill();
			await program.ended;
		},
		// n8n says so nowhere else.
		executions: () =>
			new Set(
				[...readFileSync(program.logFile, 'utf8').matchAll(/Worker started execution (\d+)/g)].map(([, id]) => id),
			),
	};
}
