// @ts-check
// node countTests.mjs <file> … : adds up what Jest wrote with --json. A file that is missing is a run that never came to its tests.
import { existsSync, readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
let complete = true;
for (const file of process.argv.slice(2)) {
	if (!existsSync(file)) {
		console.error(`${file} was not written: that run ended before its tests.`);
		complete = false;
		continue;
	}
	const result = JSON.parse(readFileSync(file, 'utf8'));
	passed += result.numPassedTests;
	// A test file that could not even be loaded counts as one.
	failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
	if (result.numTotalTests === 0) complete = false;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && complete ? 0 : 1;
