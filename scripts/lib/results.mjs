import { readJson } from './files.mjs';

/**
 * Outcome of a stage: `{ passed, failed, skipped }`. A runner that ends badly without naming a failed test
 * (it crashed, a file could not be loaded, its report is missing) counts as one failure.
 */
export function withExitCode(counts, exitCode) {
  const tests = counts ?? { passed: 0, failed: 1, skipped: 0 };
  return exitCode !== 0 && tests.failed === 0 ? { ...tests, failed: 1 } : tests;
}

/** A stage without tests of its own (types, lint, build) is one check. */
export function asCheck(exitCode) {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** Counts of vitest's JSON report. */
export async function readVitestCounts(file) {
  const report = await readJson(file);
  if (report === undefined) return undefined;
  const skipped = report.numPendingTests + (report.numTodoTests ?? 0);
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped };
}

/** Counts of Playwright's JSON report. A flaky test is a failed one. */
export async function readPlaywrightCounts(file) {
  const stats = (await readJson(file))?.stats;
  if (stats === undefined) return undefined;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/** The closing lines of `npm test`: one per stage, then the total, alone on its line. */
export function summarise(stages) {
  const sum = (key) => stages.reduce((total, { counts }) => total + counts[key], 0);
  const lines = stages.map(({ name, counts, seconds }) => {
    return `  ${name.padEnd(12)} ${sayCounts(counts).padEnd(34)} ${seconds.toFixed(0).padStart(4)} s`;
  });
  return [
    ...lines,
    '',
    sayCounts({ passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }),
  ].join('\n');
}

function sayCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
