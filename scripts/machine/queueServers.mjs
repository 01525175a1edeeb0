// @ts-check
// What n8n's queue mode needs beside n8n: the programs of Redis and PostgreSQL, found or installed.
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ensureSystemPackages } from './debian.mjs';

/** Debian keeps PostgreSQL's programs out of PATH, a folder for each version. */
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

/** @param {string[]} programs */
function folderWith(...programs) {
	const versions = existsSync(POSTGRES_VERSIONS) ? readdirSync(POSTGRES_VERSIONS) : [];
	const newestFirst = versions.sort((one, other) => Number(other) - Number(one));
	const folders = [
		...newestFirst.map((version) => join(POSTGRES_VERSIONS, version, 'bin')),
		...(process.env.PATH ?? '').split(delimiter),
	];
	return folders.find((folder) => programs.every((program) => existsSync(join(folder, program))));
}

function findServers() {
	const redis = folderWith('redis-server');
	const postgres = folderWith('postgres', 'initdb');
	return redis && postgres ? { redis: join(redis, 'redis-server'), postgresFolder: postgres } : undefined;
}

/** `{ redis, postgresFolder }`: the program of Redis, and the folder with those of PostgreSQL. */
export const ensureQueueServers = () =>
	ensureSystemPackages({
		find: findServers,
		packages: ['redis-server', 'postgresql'],
		reason: "n8n's queue mode needs Redis and PostgreSQL, and they are not both here.",
		advice:
			'Install them (Debian, Ubuntu: `sudo apt-get install -y redis-server postgresql`; macOS: `brew install redis postgresql`) and run this again.',
		title: "Installing Redis and PostgreSQL for n8n's queue mode",
	});
