import { createServer } from 'node:net';
import { NeedsPerson } from './sentences.mjs';

const HOST = '127.0.0.1';

function listen(port) {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, HOST, () => {
			const { port: taken } = server.address();
			server.close(() => resolve(taken));
		});
	});
}

export const freePort = () => listen(0);

export async function isFree(port) {
	try {
		await listen(port);
		return true;
	} catch (refusal) {
		if (refusal.code === 'EADDRINUSE') return false;
		throw refusal;
	}
}

/** The port, or a sentence that names the option with which to choose another. */
export async function demandPort(port, whatFor, option) {
	if (await isFree(port)) return port;
	throw new NeedsPerson(
		`Port ${port}, meant for ${whatFor}, is in use by another program on this machine. Stop that program, or choose another port: npm start -- ${option} ${port + 22}`,
	);
}
