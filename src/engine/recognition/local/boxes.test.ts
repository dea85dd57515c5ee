import { describe, expect, it } from 'vitest';
import { decodeBoxes, isCut, suppress, tilesFor } from './boxes.ts';

describe('tilesFor', () => {
  it.each([
    { name: '16:9', width: 1280, height: 720, tiles: 4 },
    { name: '4:3', width: 640, height: 480, tiles: 4 },
    { name: 'portrait', width: 720, height: 1280, tiles: 3 },
    { name: 'square', width: 1000, height: 1000, tiles: 6 },
    { name: 'very wide', width: 2000, height: 200, tiles: 2 },
  ])('looks at the whole of a $name picture and at $tiles overlapping tiles', ({ width, height, tiles }) => {
    const [whole, ...parts] = tilesFor(width, height, 320, 240);
    expect(whole?.rect).toEqual({ x: 0, y: 0, w: width, h: height });
    expect(parts).toHaveLength(tiles);
    for (const part of parts) expect(whole!.map.a / part.map.a).toBeGreaterThanOrEqual(1.7);
    const right = Math.max(...parts.map((part) => part.rect.x + part.rect.w));
    const bottom = Math.max(...parts.map((part) => part.rect.y + part.rect.h));
    expect(right).toBeCloseTo(width);
    expect(bottom).toBeCloseTo(height);
  });

  it('overlaps neighbours by a quarter', () => {
    const [, first, second] = tilesFor(1280, 720, 320, 240);
    expect((first!.rect.x + first!.rect.w - second!.rect.x) / first!.rect.w).toBeCloseTo(0.25);
  });
});

describe('decodeBoxes', () => {
  const tile = { rect: { x: 100, y: 50, w: 640, h: 360 }, map: { a: 2, b: 0, c: 100, d: 0, e: 2, f: 50 } };
  const input = { widthPx: 320, heightPx: 240 };

  it('brings boxes of the input back to the picture and drops weak, empty and unreadable ones', () => {
    const scores = Float32Array.of(0.1, 0.9, 0.5, 0.5, 0, 1, 0, Number.NaN);
    const boxes = Float32Array.of(
      ...[0.25, 0.25, 0.5, 0.5],
      ...[0, 0, 1, 1],
      ...[0.5, 0.5, 0.5, 0.9],
      ...[0, 0, 1, 1],
    );
    const found = decodeBoxes(scores, boxes, tile, input, 0.6);
    expect(found).toHaveLength(1);
    expect(found[0]?.rect).toEqual({ x: 260, y: 170, w: 160, h: 120 });
    expect(found[0]?.score).toBeCloseTo(0.9);
  });
});

describe('isCut', () => {
  const tile = { x: 0, y: 100, w: 400, h: 300 };
  it.each([
    { name: 'inside', rect: { x: 50, y: 150, w: 50, h: 50 }, cut: false },
    { name: 'at the picture edge', rect: { x: 0, y: 150, w: 50, h: 50 }, cut: false },
    { name: 'at the upper cut', rect: { x: 50, y: 101, w: 50, h: 50 }, cut: true },
    { name: 'at the right cut', rect: { x: 355, y: 150, w: 44, h: 50 }, cut: true },
    { name: 'at the lower edge of the picture', rect: { x: 50, y: 350, w: 50, h: 50 }, cut: false },
  ])('$name: $cut', ({ rect, cut }) => {
    expect(isCut(rect, tile, 800, 400)).toBe(cut);
  });
});

describe('suppress', () => {
  const box = (x: number, side: number, score: number) => ({ rect: { x, y: 0, w: side, h: side }, score });

  it('keeps the stronger of two boxes on one face, and both of two faces', () => {
    const kept = suppress([box(2, 10, 0.7), box(0, 10, 0.9), box(30, 10, 0.8)], 0.35, 0.6);
    expect(kept.map((candidate) => candidate.score)).toEqual([0.9, 0.8]);
  });

  it('drops a small box inside a stronger one, which their overlap alone would keep', () => {
    expect(suppress([box(0, 40, 0.9), box(5, 10, 0.8)], 0.35, 0.6)).toHaveLength(1);
    expect(suppress([box(0, 40, 0.9), box(5, 10, 0.8)], 0.35, 1)).toHaveLength(2);
  });

  it('keeps a large weak box around a small strong one', () => {
    expect(suppress([box(0, 40, 0.7), box(5, 10, 0.9)], 0.35, 0.6)).toHaveLength(2);
  });
});
