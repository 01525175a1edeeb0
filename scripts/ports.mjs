// @ts-check
// Imports a package, so it can only be used once the packages are installed.
import getPort from 'get-port';
import { NeedsPerson } from './sentences.mjs';

/** A port nobody listens on. */
export const freePort = () => getPort();

/**
 * This port, or another one where it is taken.
 *
 * @param {number} port
 */
export const portOrFree = (port) => getPort({ port });

/**
 * This port, or a sentence that names the option to choose another.
 *
 * @param {number} port
 * @param {string} whatFor
 * @param {string} option
 */
export async function demandPort(port, whatFor, option) {
	if ((await portOrFree(port)) === port) return port;
	throw new NeedsPerson(
		`Port ${port}, meant for ${whatFor}, is in use by another program on this machine. Stop that program, or choose another port: npm start -- ${option} ${port + 22}`,
	);
}
