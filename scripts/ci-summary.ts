// Prints `N passed, N failed` over the conformance checks' summary and the test runner's reports; checks before the tests
// that failed, and a part that has left no summary, count as one failure.

import { existsSync, readFileSync } from 'node:fs';

type Report = { numPassedTests?: number; numFailedTests?: number; success?: boolean };

const [checksFailed = '0', conformance = '', ...reports] = process.argv.slice(2);
const read = (file: string) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8') || '{}') : {});

const engines: { passed?: number; failed?: number } = read(conformance);
const tests: Report[] = reports.map(read);
const sum = (of: (report: Report) => number | undefined) =>
  tests.reduce((total, report) => total + (of(report) ?? 0), 0);
const passed = sum(report => report.numPassedTests) + (engines.passed ?? 0);
const counted = sum(report => report.numFailedTests) + (engines.failed ?? 0);
const stopped = checksFailed !== '0' || tests.some(({ success }) => !success) || !engines.passed;
const failed = counted === 0 && stopped ? 1 : counted;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
