// Prints `N passed, N failed` from the test runner's report; checks before the tests that failed count as one failure.

import { readFileSync } from 'node:fs';

const [file = '', checksFailed = '0'] = process.argv.slice(2);
const { numPassedTests, numFailedTests, success } = JSON.parse(readFileSync(file, 'utf8'));
const failed = numFailedTests + (numFailedTests === 0 && (checksFailed !== '0' || !success) ? 1 : 0);
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
