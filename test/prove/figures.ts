/** What a proof has counted, kept for the report. Nothing is kept unless PROVE_FOLDER names a folder. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { PROVE_FOLDER } = process.env;

export function readFigures<Figures>(name: string): Figures | undefined {
	if (PROVE_FOLDER === undefined || !existsSync(fileOf(name))) return undefined;
	return JSON.parse(readFileSync(fileOf(name), 'utf8')) as Figures;
}

export function writeFigures(name: string, figures: object): void {
	if (PROVE_FOLDER === undefined) return;
	mkdirSync(PROVE_FOLDER, { recursive: true });
	writeFileSync(fileOf(name), JSON.stringify(figures));
}

/** Beside those of earlier runs, each with its seed. */
export function addFigures(name: string, figures: object): void {
	writeFigures(name, [...(readFigures<object[]>(name) ?? []), figures]);
}

const fileOf = (name: string): string => join(PROVE_FOLDER!, `${name}.json`);
