import { describe, expect, it } from 'vitest';
import { keepInLimits, parsePanels, usualSize } from './panels.ts';

const usual = { clips: 260, cast: 304, timeline: 324 };

describe('sizes of the panels', () => {
  it.each([
    ['nothing stored', null, usual],
    ['garbage', '{"clips', usual],
    ['another kind of value', '7', usual],
    ['some missing, some broken', '{"clips":300,"cast":"wide"}', { ...usual, clips: 300 }],
    ['out of limits', '{"clips":9,"cast":9999,"timeline":400}', { clips: 200, cast: 460, timeline: 400 }],
  ])('%s', (_, text, expected) => {
    expect(parsePanels(text, 900)).toEqual(expected);
  });

  it('gives the timeline its part of the window', () => {
    expect(usualSize('timeline', 1440)).toBe(518);
    expect(usualSize('timeline', 300)).toBe(180);
    expect(keepInLimits('clips', 301.4)).toBe(301);
  });
});
