import { describe, expect, it } from 'vitest';
import { parseCharacters, readBestPath } from './decode.ts';
import { boundsOf, convexHull, regionsOf, reversed, standsUp, stripMap, type TextMap } from './regions.ts';

const rules = { pixel: 0.3, region: 0.6, grow: 1.6 };

/** A map whose pixels have the value that `valueAt` says for their centres. */
function mapOf(widthPx: number, heightPx: number, valueAt: (x: number, y: number) => number): TextMap {
  const values = Float32Array.from({ length: widthPx * heightPx }, (_, index) =>
    valueAt((index % widthPx) + 0.5, Math.floor(index / widthPx) + 0.5),
  );
  return { widthPx, heightPx, values };
}

/** A bar of the given size around a centre, turned clockwise. */
function bar(x: number, y: number, length: number, breadth: number, radians = 0) {
  return (atX: number, atY: number): number => {
    const [dx, dy] = [atX - x, atY - y];
    const u = dx * Math.cos(radians) + dy * Math.sin(radians);
    const v = dy * Math.cos(radians) - dx * Math.sin(radians);
    return Math.abs(u) <= length / 2 && Math.abs(v) <= breadth / 2 ? 0.9 : 0;
  };
}

describe('lines in a map', () => {
  it('are told apart, grown and put in the order of reading', () => {
    const [upper, lower] = [bar(40, 20, 40, 6), bar(30, 40, 20, 6)];
    const found = regionsOf(
      mapOf(80, 60, (x, y) => Math.max(lower(x, y), upper(x, y))),
      rules,
    );
    expect(found.map(({ centre }) => centre)).toEqual([
      { x: 40, y: 20 },
      { x: 30, y: 40 },
    ]);
    const rim = (1.6 * 40 * 6) / 46;
    expect(found[0]?.length).toBeCloseTo(40 + rim);
    expect(found[0]?.breadth).toBeCloseTo(6 + rim);
    expect(found[0]?.score).toBeCloseTo(0.9);
    expect(boundsOf(found[0]!).x).toBeCloseTo(20 - rim / 2);
  });

  it('lie askew where the writing does', () => {
    const radians = (20 * Math.PI) / 180;
    const [line] = regionsOf(mapOf(120, 120, bar(60, 60, 80, 12, radians)), rules);
    expect(Math.atan2(line!.along.y, line!.along.x)).toBeCloseTo(radians, 1);
    expect(line!.length / line!.breadth).toBeGreaterThan(2.5);
    const map = stripMap(line!, { widthPx: 100, heightPx: 20 }, { x: 2, y: 2 });
    // The middle of the strip is the middle of the line, on a picture twice as large as the map.
    expect(map.a * 50 + map.b * 10 + map.c).toBeCloseTo(120, 0);
    expect(map.d * 50 + map.e * 10 + map.f).toBeCloseTo(120, 0);
  });

  it('that stand are read downwards, or from the other end', () => {
    const [line] = regionsOf(mapOf(60, 120, bar(30, 60, 8, 80)), rules);
    expect(standsUp(line!)).toBe(true);
    expect(line!.along.y).toBeCloseTo(1);
    expect(reversed(line!).along.y).toBeCloseTo(-1);
  });

  it('that are faint, thin or not there are left out', () => {
    expect(
      regionsOf(
        mapOf(40, 40, () => 0),
        rules,
      ),
    ).toEqual([]);
    expect(
      regionsOf(
        mapOf(40, 40, (x, y) => bar(20, 20, 20, 8)(x, y) * 0.5),
        rules,
      ),
    ).toEqual([]);
    expect(regionsOf(mapOf(40, 40, bar(20, 20, 20, 1)), rules)).toEqual([]);
  });

  it('have hulls without the points inside', () => {
    const square = [
      { x: 0, y: 0 },
      { x: 4, y: 0 },
      { x: 4, y: 4 },
      { x: 0, y: 4 },
    ];
    expect(convexHull([...square, { x: 2, y: 2 }, { x: 2, y: 0 }])).toHaveLength(4);
  });
});

describe('reading', () => {
  const characters = parseCharacters('a\nb\n');
  const steps = (...indices: number[]): Float32Array =>
    Float32Array.from(indices.flatMap((index) => characters.map((_, at) => (at === index ? 0.8 : 0.05))));

  it('knows no character first and the space last', () => {
    expect(characters).toEqual(['', 'a', 'b', ' ']);
    expect(parseCharacters('a\nb')).toEqual(characters);
  });

  it('counts a character once while it goes on, and twice after a gap', () => {
    const { text, score } = readBestPath(steps(3, 1, 1, 0, 1, 2, 3), characters);
    expect(text).toBe('aab');
    expect(score).toBeCloseTo(0.8);
    expect(readBestPath(steps(0, 0), characters)).toEqual({ text: '', score: 0 });
  });
});
