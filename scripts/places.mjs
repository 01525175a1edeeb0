// @ts-check
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project; every other place hangs below it. */
export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string[]} names */
const below = (...names) => join(projectFolder, ...names);

export const distFolder = below('dist');
export const examplesFolder = below('examples');
export const logsFolder = below('.cache', 'logs');
export const cacheFolder = below('.cache');
export const nodeToolFolder = below('tools', 'node');
export const n8nToolFolder = below('tools', 'n8n');
/** n8n's user folder for `npm start`: kept between starts, so what staff draw there stays. */
export const n8nHome = below('.cache', 'n8n-home');
