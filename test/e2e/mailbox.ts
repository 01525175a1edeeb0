import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A mail server that takes every mail and keeps its text. It says as much of SMTP (RFC 5321) as n8n needs to hear. */
export interface Mailbox {
	port: number;
	/** The first mail that comes, with its lines and characters as they were written. */
	firstMail: Promise<string>;
	close(): void;
}

const END_OF_MAIL = '\r\n.\r\n';

export async function openMailbox(): Promise<Mailbox> {
	let deliver: (mail: string) => void;
	const firstMail = new Promise<string>((resolve) => (deliver = resolve));
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		let mail: string | undefined;
		socket.setEncoding('latin1').write('220 mailbox\r\n');
		socket.on('error', () => undefined);
		socket.on('data', (text: string) => {
			if (mail !== undefined) {
				mail += text;
				if (!mail.endsWith(END_OF_MAIL)) return;
				deliver(decoded(mail));
				mail = undefined;
				socket.write('250 taken\r\n');
				return;
			}
			if (/^DATA/i.test(text)) {
				mail = '';
				socket.write('354 go on\r\n');
			} else if (/^QUIT/i.test(text)) socket.end('221 bye\r\n');
			else socket.write('250 mailbox\r\n');
		});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	return {
		port: (server.address() as AddressInfo).port,
		firstMail,
		close() {
			for (const socket of sockets) socket.destroy();
			server.close();
		},
	};
}

/** Without the soft line ends and escapes of quoted-printable (RFC 2045, 6.7). */
function decoded(mail: string): string {
	return mail
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
		.replace(/&amp;/g, '&');
}
