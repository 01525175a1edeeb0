// @ts-check
import { existsSync } from 'node:fs';
import { ensureSystemPackages } from './debian.mjs';

const usualPlaces = [
	process.env.CHROMIUM_PATH,
	'/usr/bin/chromium-headless-shell',
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The path of a Chromium for the tests that use n8n's editor. */
export const ensureChromium = () =>
	ensureSystemPackages({
		find: () => usualPlaces.find((place) => place && existsSync(place)),
		packages: ['chromium-headless-shell'],
		reason: "The end-to-end tests use n8n's editor in a browser, and there is no Chromium here.",
		advice:
			'Install Chromium or Google Chrome (Debian, Ubuntu: `sudo apt-get install -y chromium`), or set CHROMIUM_PATH to one, and run this again.',
		title: 'Installing Chromium for the browser tests',
	});
