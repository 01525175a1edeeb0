import js from '@eslint/js';
import communityNodes from '@n8n/eslint-plugin-community-nodes';
import { defineConfig, globalIgnores } from 'eslint/config';
import { createNodeResolver, flatConfigs as importX } from 'eslint-plugin-import-x';
import nodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

import { walls } from './eslint.walls.mjs';

const PACKAGE_CODE = ['nodes/**/*.ts', 'credentials/**/*.ts'];

/** n8n's own lint and its scan of published packages leave these out as well. */
const ONLY_FOR_NODES_INSIDE_N8N = [
	'cred-class-field-documentation-url-miscased',
	'cred-class-field-type-options-password-missing',
	'node-class-description-inputs-wrong-regular-node',
	'node-class-description-outputs-wrong',
	'node-param-type-options-max-value-present',
];

const nodesBaseRules = (set) =>
	Object.fromEntries(
		Object.entries(nodesBase.configs[set].rules).filter(
			([rule]) => !ONLY_FOR_NODES_INSIDE_N8N.includes(rule.replace('n8n-nodes-base/', '')),
		),
	);

export default defineConfig(
	globalIgnores(['dist/', 'coverage/', '.cache/', '.tools/', 'tools/*/node_modules/']),

	{
		files: ['**/*.ts', '**/*.{js,mjs,cjs}'],
		extends: [js.configs.recommended, tseslint.configs.recommended],
		linterOptions: { reportUnusedDisableDirectives: 'error' },
	},
	{
		files: ['**/*.ts'],
		rules: { '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }] },
	},
	{
		files: ['*.{js,cjs}', 'scripts/**/*.{js,mjs,cjs}', 'test/**/*.{js,mjs,cjs}', '*.mjs'],
		languageOptions: {
			globals: {
				console: 'readonly',
				process: 'readonly',
				fetch: 'readonly',
				URL: 'readonly',
				setTimeout: 'readonly',
				clearTimeout: 'readonly',
				AbortSignal: 'readonly',
				Buffer: 'readonly',
			},
		},
	},
	{
		files: ['**/*.{js,cjs}'],
		languageOptions: {
			sourceType: 'commonjs',
			globals: { require: 'readonly', module: 'writable', exports: 'writable', __dirname: 'readonly' },
		},
		rules: { '@typescript-eslint/no-require-imports': 'off' },
	},

	{
		files: PACKAGE_CODE,
		extends: [importX.recommended, importX.typescript, communityNodes.configs.recommended],
		// n8n's scan ignores disabling comments, so does this.
		linterOptions: { noInlineConfig: true },
		settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.json'] })] },
		plugins: { 'n8n-nodes-base': nodesBase },
		rules: { 'no-console': 'error', 'import-x/no-cycle': 'error' },
	},
	{ files: ['nodes/**/*.ts'], rules: nodesBaseRules('nodes') },
	{ files: ['credentials/**/*.ts'], rules: nodesBaseRules('credentials') },
	{
		files: ['package.json'],
		extends: [communityNodes.configs.recommended],
		plugins: { 'n8n-nodes-base': nodesBase },
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		linterOptions: { noInlineConfig: true },
		rules: nodesBaseRules('community'),
	},

	...walls,
);
