/** Stands between a node and its simulated supplier, and changes what the supplier answers. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** @returns what the node gets instead */
export type Meddle = (body: unknown) => unknown;

export interface Meddler {
	url: string;
	/** Until it is set, everything passes as it is. */
	meddle: Meddle;
	stop(): Promise<void>;
}

const HOP_BY_HOP = new Set([
	'connection',
	'content-length',
	'content-encoding',
	'transfer-encoding',
	'keep-alive',
	'host',
]);

export async function startMeddler(target: string): Promise<Meddler> {
	const meddler: Meddler = {
		url: '',
		meddle: (body) => body,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
	const server = createServer((request, response) => {
		void (async () => {
			const answer = await fetch(`${target}${request.url ?? '/'}`, {
				method: request.method,
				headers: passedOn(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
				body: ['GET', 'HEAD'].includes(request.method ?? '') ? undefined : await textOf(request),
				redirect: 'manual',
			});
			const text = await answer.text();
			const headers: Array<[string, string]> = [];
			answer.headers.forEach((value, name) => headers.push([name, value]));
			response.writeHead(answer.status, passedOn(headers));
			response.end(meddledText(text, meddler.meddle));
		})().catch(() => response.destroy());
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	meddler.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return meddler;
}

function passedOn(headers: Array<[string, string]>): Record<string, string> {
	return Object.fromEntries(headers.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase())));
}

async function textOf(request: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return Buffer.concat(parts).toString('utf8');
}

function meddledText(text: string, meddle: Meddle): string {
	try {
		return JSON.stringify(meddle(JSON.parse(text)));
	} catch {
		return text;
	}
}
