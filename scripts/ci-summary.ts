// Prints `N passed, N failed` over the test runner's report and the conformance checks' summary; checks before the tests
// that failed, and a part that has left no summary, count as one failure.

import { existsSync, readFileSync } from 'node:fs';

const [report = '', conformance = '', checksFailed = '0'] = process.argv.slice(2);
const read = (file: string) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8') || '{}') : {});

const tests = read(report);
const engines = read(conformance);
const passed = (tests.numPassedTests ?? 0) + (engines.passed ?? 0);
const counted = (tests.numFailedTests ?? 0) + (engines.failed ?? 0);
const stopped = checksFailed !== '0' || !tests.success || !engines.passed;
const failed = counted === 0 && stopped ? 1 : counted;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
