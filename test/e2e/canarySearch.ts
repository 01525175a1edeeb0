import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** How a secret may stand somewhere: as it is, or in a form that somebody could turn back or compare it with. */
function formsOf(secret: string): string[] {
	const bytes = Buffer.from(secret);
	const base64 = [0, 1, 2].map((shift) => {
		const shifted = Buffer.concat([Buffer.alloc(shift), bytes])
			.toString('base64')
			.replace(/=+$/, '');
		// What stands at the ends depends on the text around it.
		return shifted.slice(shift === 0 ? 0 : shift + 1, bytes.length % 3 === 0 && shift === 0 ? undefined : -2);
	});
	const hashes = ['md5', 'sha1', 'sha256'].flatMap((name) => {
		const hash = createHash(name).update(secret).digest();
		return [hash.toString('hex'), hash.toString('base64').replace(/=+$/, '')];
	});
	const forms = [
		secret,
		secret.toLowerCase(),
		secret.replace(/-/g, ''),
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
		bytes.toString('hex'),
		...base64,
		...base64.map((text) => text.replace(/\+/g, '-').replace(/\//g, '_')),
		...hashes,
	];
	return [...new Set(forms)].filter((form) => form.length >= PREFIX);
}

/** Shortest form that is looked for; shorter ones stand everywhere by chance. */
const PREFIX = 8;

/** Looks for many secrets at once. */
export class SecretSearch {
	private readonly forms = new Map<string, Array<{ form: string; secret: string }>>();

	constructor(secrets: Iterable<string>) {
		for (const secret of new Set(secrets)) {
			for (const form of formsOf(secret)) {
				const key = form.slice(0, PREFIX);
				const others = this.forms.get(key) ?? [];
				this.forms.set(key, [...others, { form, secret }]);
			}
		}
	}

	/** The secrets in a text, each as "secret (what stands there)". */
	in(text: string): string[] {
		const found = new Set<string>();
		for (let at = 0; at + PREFIX <= text.length; at++) {
			const candidates = this.forms.get(text.slice(at, at + PREFIX));
			for (const { form, secret } of candidates ?? []) {
				if (!text.startsWith(form, at)) continue;
				const around = text.slice(Math.max(0, at - 60), at).replace(/[^\x20-\x7e]+/g, ' ');
				found.add(form === secret ? `${secret} after ${around}` : `${secret} as ${form} after ${around}`);
			}
		}
		return [...found];
	}
}

/** Every code of the simulated suppliers begins so, those that a fault made up too. */
const CODE = /FAKE(?:PIN|BAR|ANS|SN)?-[A-Z0-9-]{4,}/g;

/** Codes in a text, whether or not anybody knows them. */
export const codesIn = (text: string): string[] => [...new Set(text.match(CODE) ?? [])];

/** Every file below a folder, as text in which each byte is a character. Programs and n8n's own pages are left out. */
export function filesBelow(folder: string): Array<{ name: string; text: string }> {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => !/\/node_modules\/|\/n8n\/public\//.test(file))
		.map((file) => ({ name: relative(folder, file), text: readFileSync(file, 'latin1') }));
}
