import { describe, expect, it } from 'vitest';
import { completed, unfinishedOf } from './unfinished.ts';

describe('what is being typed in a search', () => {
  it.each([
    ['an', [{ from: 0, text: 'an' }]],
    [
      'anna st',
      [
        { from: 0, text: 'anna st' },
        { from: 5, text: 'st' },
      ],
    ],
    ['anna -bo', [{ from: 6, text: 'bo' }]],
    ['anna tag:vf', [{ from: 9, text: 'vf' }]],
    ['-tag:vf', [{ from: 5, text: 'vf' }]],
    ['shot:>2', []],
    ['anna ', []],
    ['"police li', []],
    ['"police line" an', [{ from: 14, text: 'an' }]],
    ['', []],
  ])('%s', (query, expected) => {
    expect(unfinishedOf(query)).toEqual(expected);
  });

  it('is replaced by what was chosen, a tag of several words in quotes', () => {
    expect(completed('red anna st', 4, 'Anna Stone', false)).toBe('red Anna Stone ');
    expect(completed('tag:wal', 4, 'VFX: wall breaks', true)).toBe('tag:"VFX: wall breaks" ');
  });
});
