// @ts-check
/** Packages that exist as ES modules only and have to be turned into CommonJS for Jest. */
const ES_MODULES_ONLY = ['jose', 'get-port'];

/**
 * @param {string} name
 * @param {import('jest').Config} [more]
 */
const project = (name, more = {}) => ({
	displayName: name,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	transform: {
		'^.+\\.[cm]?[jt]s$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
	},
	transformIgnorePatterns: [
		`/node_modules/(?!(${ES_MODULES_ONLY.join('|')})/)`,
		'<rootDir>/dist/',
		'<rootDir>/.cache/',
	],
	// Each has a package.json of its own; two packages of one name would confuse Jest's file map.
	modulePathIgnorePatterns: ['<rootDir>/tools/', '<rootDir>/.tools/', '<rootDir>/.cache/'],
	...more,
});

/** @param {string[]} folders of test/ that hold the project's tests */
const onTheEngine = (...folders) => ({
	testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
	setupFiles: ['<rootDir>/test/engine/harness/environment.setup.ts'],
});

export default {
	projects: [
		project('unit'),
		project('engine', onTheEngine('engine', 'conformance')),
		project('faults', onTheEngine('faults', 'prove')),
		project('e2e', {
			globalSetup: '<rootDir>/test/e2e/globalSetup.mjs',
			globalTeardown: '<rootDir>/test/e2e/globalTeardown.mjs',
			setupFilesAfterEnv: ['<rootDir>/test/e2e/timeout.ts'],
		}),
	],
	// Jest takes it for all projects or not at all. It only ends what hangs: no test asserts on time.
	testTimeout: 600_000,
};
