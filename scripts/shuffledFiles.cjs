// @ts-check
// Jest's --testSequencer for npm run test:orders: test files in an order that --seed alone decides.
const { createHash } = require('node:crypto');
const { relative } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

module.exports = class ShuffledFiles extends Sequencer {
	/** @param {import('@jest/test-sequencer').TestSequencerOptions} options */
	constructor(options) {
		super(options);
		this.seed = options.globalConfig.seed;
	}

	/**
	 * @override
	 * @param {Parameters<Sequencer['sort']>[0]} tests
	 */
	sort(tests) {
		const rank = (/** @type {{ path: string }} */ { path }) => {
			const name = relative(process.cwd(), path).replaceAll('\\', '/');
			return createHash('sha256').update(`${this.seed} ${name}`).digest('hex');
		};
		return [...tests].sort((one, other) => rank(one).localeCompare(rank(other)));
	}
};
