// Opens what the nodes put out as sealedCodes when 'Codes' is 'Encrypted'.
//
// Once, make a pair of keys. public.pem goes into 'Public Key' in n8n; private.pem stays where codes are to be read:
//   openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out private.pem && openssl pkey -in private.pem -pubout -out public.pem
// Then, with Node 20 or later and `npm install jose` in this folder (any other JOSE library does as well):
//   node open-sealed-codes.mjs private.pem eyJhbGciOiJSU0EtT0FFUC0yNTYi…
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { argv, stdout } from 'node:process';
import { compactDecrypt } from 'jose';

const [keyFile, sealedCodes] = argv.slice(2);
const privateKey = createPrivateKey(readFileSync(keyFile));
const { plaintext } = await compactDecrypt(sealedCodes, privateKey);
stdout.write(plaintext);
