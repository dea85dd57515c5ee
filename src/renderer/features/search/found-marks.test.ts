import { describe, expect, it } from 'vitest';
import { marksOf } from './found-marks.tsx';

const range = (startFrame: number, endFrame: number) => ({ startFrame, endFrame });

describe('marks of what was found', () => {
  it.each([
    ['lie at their frames', [range(10, 20)], [{ x: 20, width: 20 }]],
    ['that touch are one', [range(10, 20), range(20, 30)], [{ x: 20, width: 40 }]],
    ['are never too narrow to be seen', [range(10, 11)], [{ x: 20, width: 3 }]],
    ['outside of the view are left out', [range(0, 10), range(200, 210)], [{ x: 0, width: 20 }]],
  ])('%s', (_, ranges, marks) => {
    expect(marksOf(ranges, { startFrame: 0, pxPerFrame: 2 }, 300)).toEqual(marks);
  });
});
