import { describe, expect, it } from 'vitest';
import type { MediaFacts } from '../../shared/media.ts';
import { detailOf, rawShape } from './picture-encoder.ts';

const facts = (pixelFormat: string, codedWidthPx: number, codedHeightPx: number) =>
  ({ video: { pixelFormat, codedWidthPx, codedHeightPx } }) as MediaFacts;

describe('raw pictures', () => {
  it.each([
    ['yuv420p', 1920, 1080, 'yuv420p', 1920, 1080, 3_110_400],
    ['yuv420p', 319, 181, 'yuv420p', 319, 181, 319 * 181 + 2 * 160 * 91],
    ['yuv422p10le', 1280, 720, 'yuv422p10le', 1280, 720, 1280 * 720 * 4],
    ['yuv444p12le', 1280, 720, 'yuv420p10le', 1280, 720, 1280 * 720 * 3],
    ['bgra', 640, 360, 'yuv420p', 640, 360, 345_600],
    ['yuv420p', 7680, 4320, 'yuv420p', 1920, 1080, 3_110_400],
  ])('of %s %d x %d are kept as %s %d x %d', (format, width, height, kept, keptWidth, keptHeight, bytes) => {
    expect(rawShape(facts(format, width, height), 1920)).toEqual({
      pixelFormat: kept,
      widthPx: keptWidth,
      heightPx: keptHeight,
      bytes,
    });
  });

  it.each(['yuv420p', 'yuv420p10le'])('have more detail the sharper they are (%s)', (format) => {
    const shape = rawShape(facts(format, 64, 64), 1920);
    const draw = (luma: (x: number) => number): Buffer => {
      const deep = format.endsWith('10le');
      const raw = Buffer.alloc(shape.bytes);
      for (let i = 0; i < 64 * 64; i++) {
        if (deep) raw.writeUInt16LE(luma(i % 64) * 4, i * 2);
        else raw[i] = luma(i % 64);
      }
      return raw;
    };
    const flat = detailOf(
      draw(() => 128),
      shape,
    );
    const soft = detailOf(
      draw((x) => (Math.abs((x % 16) - 8) * 200) / 8),
      shape,
    );
    const crisp = detailOf(
      draw((x) => (x % 8 < 4 ? 0 : 200)),
      shape,
    );
    expect(flat).toBe(0);
    expect(soft).toBeGreaterThan(5);
    expect(crisp).toBeGreaterThan(soft);
  });
});
