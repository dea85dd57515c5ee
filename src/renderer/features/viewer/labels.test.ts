import { describe, expect, it } from 'vitest';
import { labelHeightPx, placeLabels } from './labels.ts';

const frame = { left: 0, top: 0, width: 460, height: 300 };
const label = (id: string, left: number, top: number, isNeeded = true) => ({
  ...{ id, text: 'Somebody', isNeeded },
  at: { left, top, width: 60, height: 60 },
});

describe('labels', () => {
  it('stand above the left edge of their box where that is free', () => {
    const [placed] = placeLabels([label('a', 100, 100)], frame);
    expect(placed).toMatchObject({ id: 'a', left: 100, top: 100 - labelHeightPx });
  });

  it('stay in the frame', () => {
    const [top, corner] = placeLabels([label('top', 100, 0), label('corner', 400, 200)], frame);
    expect(top?.top).toBe(60);
    expect((corner?.left ?? 0) + (corner?.width ?? 0)).toBeLessThanOrEqual(460);
  });

  it('never cover each other when there is room', () => {
    const crowd = Array.from({ length: 6 }, (_, index) => label(String(index), 40 + 60 * index, 120));
    const placed = placeLabels(crowd, frame);
    expect(placed).toHaveLength(6);
    for (const [index, a] of placed.entries()) {
      for (const b of placed.slice(index + 1)) {
        const apart =
          a.left + a.width <= b.left ||
          b.left + b.width <= a.left ||
          Math.abs(a.top - b.top) >= labelHeightPx;
        expect(apart, `${a.id} and ${b.id}`).toBe(true);
      }
    }
  });

  it('are left out for want of room unless they are needed', () => {
    const many = Array.from({ length: 12 }, (_, index) => label(String(index), 150, 150, false));
    expect(placeLabels(many, frame).length).toBeLessThan(8);
    expect(
      placeLabels(
        many.map((one) => ({ ...one, isNeeded: true })),
        frame,
      ),
    ).toHaveLength(12);
  });
});
