import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  asCheck,
  readPlaywrightCounts,
  readVitestCounts,
  summarise,
  withExitCode,
} from '../../scripts/lib/results.mjs';

async function report(content) {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'castline-results-')), 'report.json');
  await writeFile(file, content);
  return file;
}

describe('the totals of npm test', () => {
  it('reads the counts of both runners, and takes a flaky test for a failed one', async () => {
    const vitest = await report(
      '{"numPassedTests":7,"numFailedTests":1,"numPendingTests":2,"numTodoTests":1}',
    );
    expect(await readVitestCounts(vitest)).toEqual({ passed: 7, failed: 1, skipped: 3 });
    const playwright = await report('{"stats":{"expected":4,"unexpected":1,"flaky":2,"skipped":0}}');
    expect(await readPlaywrightCounts(playwright)).toEqual({ passed: 4, failed: 3, skipped: 0 });
  });

  it('counts a runner that crashed as one failure, whatever its report says', async () => {
    expect(withExitCode(await readVitestCounts('/no/such/report.json'), 1)).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
    expect(withExitCode({ passed: 5, failed: 0, skipped: 0 }, 1).failed).toBe(1);
    expect(withExitCode({ passed: 5, failed: 2, skipped: 0 }, 1).failed).toBe(2);
  });

  it('takes a runner that wrote no report, or a torn one, for a failed one even when it ended well', async () => {
    expect(withExitCode(await readVitestCounts('/no/such/report.json'), 0).failed).toBe(1);
    expect(withExitCode(await readPlaywrightCounts(await report('{"stats":')), 0).failed).toBe(1);
  });

  it('ends with the total alone on its line', () => {
    const stages = [
      { name: 'types', counts: asCheck(0), seconds: 1 },
      { name: 'unit', counts: { passed: 9, failed: 0, skipped: 2 }, seconds: 3 },
      { name: 'e2e', counts: asCheck(1), seconds: 0 },
    ];
    expect(summarise(stages).split('\n').at(-1)).toBe('10 passed, 1 failed, 2 skipped');
  });
});
