import { existsSync } from 'node:fs';
import { step } from '../progress.mjs';
import { NeedsPerson } from '../sentences.mjs';
import { canInstallFromDebian, installFromDebian } from './debian.mjs';

const usualPlaces = [
	process.env.CHROMIUM_PATH,
	'/usr/bin/chromium-headless-shell',
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const findChromium = () => usualPlaces.find((place) => place && existsSync(place));

/** The path of a Chromium for the tests that use n8n's editor. */
export async function ensureChromium() {
	if (findChromium() === undefined && canInstallFromDebian()) {
		await step('Installing Chromium for the browser tests', 'about 20 seconds', () =>
			installFromDebian('chromium-headless-shell'),
		);
	}
	const chromium = findChromium();
	if (chromium !== undefined) return chromium;
	throw new NeedsPerson(
		"The end-to-end tests use n8n's editor in a browser, and there is no Chromium here. Install Chromium or Google Chrome (Debian, Ubuntu: `sudo apt-get install -y chromium`), or set CHROMIUM_PATH to one, and run this again.",
	);
}
