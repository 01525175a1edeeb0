import { generateKeyPairSync } from 'node:crypto';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** Opens what was encrypted to `PUBLIC_KEY`. */
export const PRIVATE_KEY = privateKey;
export const PUBLIC_KEY = publicKey.export({ type: 'spki', format: 'pem' }).toString();
