import { parseArgs } from 'node:util';

import { startSimulator, type SimulatorOptions } from './server.ts';

const USAGE = 'node simulator/main.ts [--port 4010] [--host 127.0.0.1] [--large] [--seed 1]';

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));

const options = readOptions();
try {
	const { url, suppliers } = await startSimulator(options);
	const addresses = Object.values(suppliers).map(({ id, prefix }) => `${id} ${url}${prefix}`);
	console.log(`Simulator ready: ${[...addresses, `admin ${url}/admin`].join(', ')}`);
} catch (error) {
	if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
	stopWith(
		`Port ${options.port} on ${options.host} is already in use: stop the program that listens there, ` +
			`or choose another port with --port ${options.port + 1}.`,
	);
}

function readOptions(): SimulatorOptions & { port: number; host: string } {
	let values;
	try {
		({ values } = parseArgs({
			options: {
				port: { type: 'string', default: '4010' },
				host: { type: 'string', default: '127.0.0.1' },
				large: { type: 'boolean', default: false },
				seed: { type: 'string' },
			},
		}));
	} catch (error) {
		return stopWith(`${(error as Error).message} Usage: ${USAGE}`);
	}
	return {
		port: wholeNumber('port', values.port, 65_535),
		host: values.host,
		seed: values.seed === undefined ? undefined : wholeNumber('seed', values.seed, 2 ** 32 - 1),
		catalogueSize: values.large ? 'large' : 'normal',
	};
}

function wholeNumber(name: string, text: string, highest: number): number {
	const number = Number(text);
	if (!/^\d+$/.test(text) || number > highest)
		return stopWith(`--${name} must be a whole number from 0 to ${highest}. Usage: ${USAGE}`);
	return number;
}

function stopWith(sentence: string): never {
	console.error(sentence);
	process.exit(1);
}
