import { describe, expect, it } from 'vitest';
import { type Outcome, writeDocument } from '../bench/all/document.ts';
import { parts } from '../bench/all/parts.ts';
import { figure, ms } from '../bench/all/words.ts';

const order = ['shots', 'desk', 'size'];
const run = (id: string) => ({ id, machine: `machine of ${id}`, versions: 'Node 1' });
const shots: Outcome = {
  part: 'shots',
  figures: [{ what: 'cuts | F1', measured: '99 %', beside: 'other: 80 %', limit: '≥ 98 %', holds: true }],
};
const desk: Outcome = {
  part: 'desk',
  figures: [{ what: 'start', measured: '2 s', limit: '≤ 1 s', holds: false }],
};

describe('BENCH.md', () => {
  it('shows each figure with what stands beside it, its limit and whether that holds', () => {
    const text = writeDocument('', order, [shots, desk], run('a'));
    expect(text).toContain('| shots | cuts \\| F1 | 99 % | other: 80 % | ≥ 98 % | yes | a |');
    expect(text).toContain('| desk | start | 2 s |  | ≤ 1 s | **no** | a |');
    expect(text).toContain('| a | machine of a | Node 1 |');
  });

  it('shows what failed and what never ran', () => {
    const text = writeDocument('', order, [{ part: 'desk', failure: 'no\ndisplay' }], run('a'));
    expect(text).toContain('| desk | **FAILED** | no display |  |  | **no** | a |');
    expect(text).toContain('| size | **NOT RUN** |');
  });

  it('keeps the rows of parts that are not run again, with their own run, and runs as long as rows name them', () => {
    const first = writeDocument('', order, [shots, desk], run('a'));
    const second = writeDocument(first, order, [desk], run('b'));
    expect(second).toContain('| shots | cuts \\| F1 | 99 % | other: 80 % | ≥ 98 % | yes | a |');
    expect(second).toContain('| desk | start | 2 s |  | ≤ 1 s | **no** | b |');
    expect(second).toContain('| a | machine of a |');
    const third = writeDocument(second, order, [shots], run('c'));
    expect(third).not.toContain('machine of a');
    expect(writeDocument(third, order, [shots], run('c'))).toBe(third);
  });
});

describe('a figure', () => {
  it('is judged by its value, not by how it is rounded', () => {
    expect(figure('a', 100.4, ms, { most: 100 })).toMatchObject({ measured: '100 ms', holds: false });
    expect(figure('a', 12, ms, { least: 12 })).toMatchObject({ limit: '≥ 12 ms', holds: true });
  });

  it('that could not be measured breaks its limit', () => {
    expect(figure('a', Number.NaN, ms, { most: 1 })).toMatchObject({
      measured: 'not measured',
      holds: false,
    });
  });
});

describe('the parts', () => {
  it('refuse what is not what their bench prints', () => {
    for (const part of parts) expect(() => part.read({ anything: 1 }), part.name).toThrow();
  });

  it('judge the start beside the bare window, and the timeline at its largest', () => {
    const spans = (how: string, p95Ms: number, count: number) => ({
      spans: count,
      how,
      gesture: 'pan',
      p95Ms,
    });
    const figures = parts
      .find(({ name }) => name === 'desk')
      ?.read({
        timeline: [spans('canvas', 9, 10), spans('canvas', 3, 100), spans('elements', 20, 100)],
        start: { clips: 500, bareMs: 400, appMs: 800, paintedMs: 880, filmMs: 900, nothingKeptMs: 1000 },
      });
    expect(figures?.map(({ measured, holds }) => [measured, holds])).toEqual([
      ['3.00 ms', true],
      ['2.00 times, 800 ms', false],
      ['2.20 times, 880 ms', undefined],
      ['2.25 times, 900 ms', undefined],
      ['2.50 times, 1000 ms', undefined],
    ]);
    expect(figures?.[0]?.beside).toContain('20.00 ms');
  });
});
