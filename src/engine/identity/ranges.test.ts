import { describe, expect, it } from 'vitest';
import type { SeenRange } from './appearances.ts';
import { bridgeGaps, type SaidRange, speak, withPresence } from './ranges.ts';

const seen = (identityId: string, startFrame: number, endFrame: number): SeenRange => ({
  identityId,
  startFrame,
  endFrame,
  confidence: 0.5,
});
const said = (startFrame: number, endFrame: number, isPresent: boolean): SaidRange => ({
  identityId: 'a',
  startFrame,
  endFrame,
  isPresent,
});
const spans = (ranges: readonly SeenRange[]): string[] =>
  ranges.map((one) => `${one.identityId} ${one.startFrame}-${one.endFrame}`);

describe('gaps', () => {
  it('are bridged up to a length, each person for itself', () => {
    const ranges = [seen('a', 0, 10), seen('a', 14, 20), seen('b', 0, 5), seen('b', 30, 40)];
    const bridged = bridgeGaps(ranges, (start, end) => end - start <= 5);
    expect(spans(bridged)).toEqual(['a 0-20', 'b 0-5', 'b 30-40']);
  });
});

describe('a word on where somebody is', () => {
  it('cuts, adds and lengthens', () => {
    const ranges = [seen('a', 0, 10), seen('a', 20, 30)];
    expect(spans(withPresence(ranges, [said(4, 6, false)]))).toEqual(['a 0-4', 'a 6-10', 'a 20-30']);
    expect(spans(withPresence(ranges, [said(12, 14, true)]))).toEqual(['a 0-10', 'a 12-14', 'a 20-30']);
    expect(spans(withPresence(ranges, [said(10, 15, true)]))).toEqual(['a 0-15', 'a 20-30']);
    expect(spans(withPresence([seen('b', 0, 9)], [said(0, 9, false)]))).toEqual(['b 0-9']);
  });

  it('leaves two shots side by side two appearances', () => {
    const ranges = [seen('a', 0, 10), seen('a', 10, 20)];
    expect(spans(withPresence(ranges, [said(30, 40, true)]))).toEqual(['a 0-10', 'a 10-20', 'a 30-40']);
  });

  it('holds over older words where they overlap', () => {
    const words = speak([{ startFrame: 0, endFrame: 20, is: 'old' }], {
      startFrame: 5,
      endFrame: 8,
      is: 'new',
    });
    expect(words).toEqual([
      { startFrame: 0, endFrame: 5, is: 'old' },
      { startFrame: 5, endFrame: 8, is: 'new' },
      { startFrame: 8, endFrame: 20, is: 'old' },
    ]);
  });
});
