// @ts-check
/** Something a person has to do before the command can go on. Its message is all they see: what happened, then what to do. */
export class NeedsPerson extends Error {}

const knownOutputs = [
	{
		pattern: /ENOSPC|no space left on device/i,
		sentence: 'The disk is full. Free some space (the whole set-up takes about 4 GB) and run the same command again.',
	},
	{
		// Before the network: where there is no compiler, the log also tells of a download that was tried first.
		pattern: /(make|g\+\+|c\+\+|cc): (command )?not found|not found: (make|g\+\+)|gyp ERR! find (Python|VS)/,
		sentence: `There is no compiler on this machine, and n8n's database module has to be compiled once. ${compilerAdvice()}`,
	},
	{
		pattern: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ECONNRESET/,
		sentence:
			'The npm registry did not answer. Check the network (and `npm config get registry` and the proxy, if there is one) and run the same command again.',
	},
	{
		pattern: /CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER|VERIFY)|CERT_HAS_EXPIRED/,
		sentence:
			'The npm registry answered with a certificate that this machine does not trust. Set `npm config set cafile <your company certificate>` and run the same command again.',
	},
	{
		pattern: /\bE404\b|\bETARGET\b/,
		sentence:
			'The npm registry does not have one of the packages that the lock file names (its name is in the lines above). Point `npm config set registry` at a complete registry and run the same command again.',
	},
	{
		pattern: /EUSAGE/,
		sentence:
			'package.json and package-lock.json disagree. Run `npm install --package-lock-only`, commit what it writes, and run the same command again.',
	},
	{
		pattern: /\b(EACCES|EPERM)\b/,
		sentence:
			'A file could not be written for lack of rights. Give your user the rights to this folder and run the same command again.',
	},
];

export function compilerAdvice() {
	if (process.platform === 'darwin') return 'Run `xcode-select --install` and then the same command again.';
	if (process.platform === 'win32')
		return 'Install "Desktop development with C++" of Visual Studio Build Tools and Python 3, then run the same command again.';
	return 'Install g++, make and python3 (Debian, Ubuntu: `sudo apt-get install -y g++ make python3`) and run the same command again.';
}

/**
 * The code of what Node threw, such as `ENOENT`.
 *
 * @param {unknown} cause
 * @returns {string | undefined}
 */
export const codeOf = (cause) => (cause instanceof Error && 'code' in cause ? String(cause.code) : undefined);

/**
 * The sentence for what the machine refused: a full disk, a file that may not be written. Undefined for anything else.
 *
 * @param {unknown} cause
 */
export function machineRefusal(cause) {
	const code = codeOf(cause);
	if (code === 'ENOSPC') return adviceFor(code);
	if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') return undefined;
	const { path } = /** @type {NodeJS.ErrnoException} */ (cause);
	if (path === undefined) return undefined;
	return `${path} can't be written (${code}): this folder belongs to another user, or is write-protected. Make it yours (for example \`sudo chown -R "$USER" .\` in the project's folder), or clone the project into a folder of your own, and run the same command again.`;
}

/**
 * What to do about output of npm or a compiler; undefined where nothing in it is known.
 *
 * @param {string} output
 */
export function adviceFor(output) {
	return knownOutputs.find(({ pattern }) => pattern.test(output))?.sentence;
}
