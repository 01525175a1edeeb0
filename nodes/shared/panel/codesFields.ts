import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { CodeKeysCredential } from '../credential/codeKeys';
import { KEY_FORMS } from '../credential/codeKeys';
import type { CodesPolicy } from '../credential/codesPolicy';
import { parseCodesPolicy } from '../credential/codesPolicy';
import { isObject } from '../model/json';
import { ProblemError } from '../model/problem';
import type { CodeHandling, CodesAs } from '../secrets/codes';
import { encryptedCodes, maskedCodes, plainCodes } from '../secrets/codes';
import { parseFingerprintKey } from '../secrets/fingerprint';
import type { Recipient } from '../secrets/publicKey';
import { parsePublicKey } from '../secrets/publicKey';
import type { ItemParameters } from './itemParameters';
import { badInput } from './itemParameters';
import { FOR_AGENTS, NOT_FOR_AGENTS } from './agents';

/** What an operation offers. Where codes can't be fetched again, nothing that would lose them (docs/purchase-safety.md 6). */
export interface CodesChoice {
	offered: readonly CodesAs[];
	default: CodesAs;
}

/** For Get Secure Data, whose purpose is to show codes. */
export const ALL_CODES: CodesChoice = { offered: ['plain', 'masked', 'encrypted'], default: 'plain' };

const OPTIONS: Record<CodesAs, INodePropertyOptions> = {
	encrypted: {
		name: 'Encrypted',
		value: 'encrypted',
		description: 'Only the owner of the private key can read them; n8n stores nothing that could be spent',
	},
	masked: {
		name: 'Masked',
		value: 'masked',
		description: 'The last four characters of the number; no PIN, barcode, link or answer',
	},
	plain: {
		name: 'Plain',
		value: 'plain',
		description: 'As the supplier sends them, readable for everybody who sees this execution',
	},
};

/**
 * 'Codes' with the notice and the key that belong to its choices.
 *
 * @param forAgents what an AI agent is offered, where that is less
 */
export function codesFields(choice: CodesChoice, forAgents?: CodesChoice): INodeProperties[] {
	const { offered } = choice;
	const fields = forAgents
		? [
				{ ...codesField(choice), displayOptions: NOT_FOR_AGENTS },
				{ ...codesField(forAgents), displayOptions: FOR_AGENTS },
			]
		: [codesField(choice)];
	if (offered.includes('plain')) fields.push(plainNotice(offered));
	if (offered.includes('encrypted')) fields.push(publicKeyField);
	return fields;
}

function codesField({ offered, default: first }: CodesChoice): INodeProperties {
	const field: INodeProperties = {
		displayName: 'Codes',
		name: 'codes',
		type: 'options',
		options: [...offered].sort().map((as) => OPTIONS[as]),
		default: '',
		description: 'How numbers, PINs, barcodes, links and challenge answers are output',
	};
	return { ...field, default: first };
}

function plainNotice(offered: readonly CodesAs[]): INodeProperties {
	const instead = offered.includes('encrypted')
		? "'Encrypted' avoids that."
		: 'In the settings of this workflow, switch off saving successful executions.';
	return {
		displayName: `Plain codes are worth money to whoever reads them, and n8n stores what a node outputs with the execution. ${instead}`,
		name: 'plainCodesNotice',
		type: 'notice',
		displayOptions: { show: { codes: ['plain'] } },
		default: '',
	};
}

const publicKeyField: INodeProperties = {
	displayName: 'Public Key',
	name: 'publicKey',
	type: 'string',
	typeOptions: { rows: 4 },
	displayOptions: { show: { codes: ['encrypted'] } },
	default: '',
	placeholder: 'e.g. -----BEGIN PUBLIC KEY-----',
	hint: "Empty uses 'Public Key' of the credential",
	description: `The key that codes are encrypted to. ${KEY_FORMS}.`,
};

/**
 * What to do with the codes of this item. To be called before anything is sent.
 *
 * @param choice as in the panel: an expression may ask for what isn't offered
 * @throws ProblemError that names 'Codes', 'Public Key', or the field of the credential that stands against them
 */
export function parseCodes(item: ItemParameters, credential: CodeKeysCredential, choice: CodesChoice): CodeHandling {
	// Absent in workflows saved before there was a choice.
	const as = item.value('codes') ?? choice.default;
	const offered = choice.offered.find((one) => one === as);
	if (offered === undefined) {
		const names = choice.offered.map((one) => `'${OPTIONS[one].name}'`).join(' or ');
		throw badInput('Codes', 'is not one of its choices', `Choose ${names} in 'Codes'.`);
	}
	const policy = parseCodesPolicy(credential);
	if (!policy.forms.has(offered)) throw formNotAllowed(offered, choice, policy);
	if (offered === 'plain') return plainCodes;
	const keys = { fingerprintKey: parseFingerprintKey(credential.fingerprintKey) };
	if (offered === 'masked') return maskedCodes(keys);
	const recipient = parseRecipient(item, credential, policy);
	if (policy.thumbprint === undefined || policy.thumbprint === recipient.thumbprint) {
		return encryptedCodes(recipient, keys);
	}
	throw notAllowed(
		"The credential does not allow codes to be encrypted to this 'Public Key'.",
		"Leave 'Public Key' of this node empty, or ask the owner of the credential to look at 'Public Key' and 'Allowed Public Key'.",
	);
}

function formNotAllowed(form: CodesAs, { offered }: CodesChoice, { forms }: CodesPolicy): ProblemError {
	const others = offered.filter((one) => forms.has(one)).map((one) => `'${OPTIONS[one].name}'`);
	const choose = others.length > 0 ? `Choose ${others.join(' or ')} in 'Codes', or ask` : 'Ask';
	return notAllowed(
		`The credential does not allow codes to be output as '${OPTIONS[form].name}'.`,
		`${choose} the owner of the credential to change 'Allowed Forms of Codes' there.`,
	);
}

function notAllowed(whatHappened: string, whatToDo: string): ProblemError {
	return new ProblemError({ code: 'CODES_NOT_ALLOWED', whatHappened, whatToDo });
}

function parseRecipient(item: ItemParameters, credential: CodeKeysCredential, policy: CodesPolicy): Recipient {
	for (const key of [item.value('publicKey'), credential.publicKey]) {
		// An expression may give a JWK as an object.
		if (isObject(key)) return parsePublicKey(JSON.stringify(key));
		if (typeof key === 'string' && key.trim() !== '') return parsePublicKey(key);
		if (typeof key === 'string' || key === undefined || key === null) continue;
		throw badInput('Public Key', 'is not a key', "Let 'Public Key' give a key in PEM form or as a JWK.");
	}
	if (policy.recipient) return policy.recipient;
	throw new ProblemError({
		code: 'BAD_INPUT',
		whatHappened: "'Codes' is 'Encrypted', but there is no key to encrypt to.",
		whatToDo:
			"Paste your public key into 'Public Key' of the credential, for every workflow, or into 'Public Key' of this node.",
	});
}
