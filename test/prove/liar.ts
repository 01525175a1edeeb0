/** A server between the nodes and a supplier. It passes requests on, and lies about replies as it is told. */
import { createServer, type IncomingMessage, request as ask, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Lie, Reply } from './lie';

export interface Liar {
	url: string;
	/** The lie about the nth reply from now on, counted from 1. */
	begin(lies: Map<number, Lie>): void;
	stop(): Promise<void>;
}

export async function startLiar(supplierUrl: string): Promise<Liar> {
	let lies = new Map<number, Lie>();
	let replies = 0;
	const server = createServer((incoming, outgoing) => {
		void passOn(supplierUrl, incoming).then(
			async ({ headers, ...truth }) => {
				replies += 1;
				await send(outgoing, headers, lies.get(replies)?.(truth) ?? truth);
			},
			() => outgoing.destroy(),
		);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		begin: (told) => {
			lies = told;
			replies = 0;
		},
		stop: async () => await close(server),
	};
}

type Headers = Record<string, string | string[] | undefined>;

async function passOn(supplierUrl: string, incoming: IncomingMessage): Promise<Reply & { headers: Headers }> {
	const body = await readAll(incoming);
	const { method, headers } = incoming;
	const reply = await new Promise<IncomingMessage>((resolve, reject) => {
		ask(`${supplierUrl}${incoming.url ?? ''}`, { method, headers }, resolve)
			.on('error', reject)
			.end(body);
	});
	const text = (await readAll(reply)).toString('utf8');
	return { status: reply.statusCode ?? 500, headers: reply.headers, body: text };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

async function send(outgoing: ServerResponse, headers: Headers, { status, body, drips }: Reply): Promise<void> {
	for (const [name, value] of Object.entries(headers)) {
		const isOfTheTruth = name === 'content-length' || name === 'transfer-encoding';
		if (value !== undefined && !isOfTheTruth) outgoing.setHeader(name, value);
	}
	outgoing.writeHead(status);
	if (!drips) return void outgoing.end(body);
	for (const byte of Buffer.from(body)) {
		outgoing.write(Buffer.of(byte));
		await new Promise((written) => setImmediate(written));
	}
	outgoing.end();
}

async function close(server: Server): Promise<void> {
	server.closeAllConnections();
	await new Promise<void>((closed) => server.close(() => closed()));
}
