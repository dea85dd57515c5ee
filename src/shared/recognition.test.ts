import { describe, expect, it } from 'vitest';
import { packMask } from './masks.ts';
import { resultSetsSchema, setsOf } from './recognition.ts';

const box = (w: number) => ({ x: 0, y: 0, w, h: 0.5 });
const full = (w: number) => packMask(box(w), 1, 1, Uint8Array.of(1));

describe('the four sets', () => {
  it('are those of the person who covers most of the picture', () => {
    const sets = setsOf([
      { kind: 'subject', box: box(0.9), person: 0, mask: packMask(box(0.9), 2, 1, Uint8Array.of(1, 0)) },
      { kind: 'subject', box: box(0.6), person: 1, mask: full(0.6) },
      { kind: 'face', box: box(0.3), person: 0 },
      { kind: 'head', box: box(0.2), person: 1 },
    ]);
    expect(resultSetsSchema.parse(sets)).toEqual([
      { kind: 'subject', isPresent: true, box: box(0.6), mask: full(0.6) },
      { kind: 'head', isPresent: true, box: box(0.2) },
      { kind: 'face', isPresent: false },
      { kind: 'clothing', isPresent: false },
    ]);
  });

  it('are those of what stands out where nobody is', () => {
    expect(setsOf([{ kind: 'subject', box: box(0.4) }]).map((set) => set.isPresent)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(setsOf([]).some((set) => set.isPresent)).toBe(false);
  });

  it('are never there twice', () => {
    const set = { kind: 'head', isPresent: true };
    expect(resultSetsSchema.safeParse([set, set]).success).toBe(false);
  });
});
