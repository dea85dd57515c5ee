import type { Bitmap } from '../../src/engine/recognition/local/person.ts';

/**
 * Outlines of garments as they lie or hang, drawn by chance: what the reader of outlines learns from. No picture is
 * used; proportions are those of ready-made clothes.
 */

export type Chance = () => number;

/** Mulberry32: the same seed gives the same garments. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Spot = readonly [x: number, y: number];
type Outline = readonly Spot[];

/** All in units of the garment's breadth, x from its middle, y downwards. */
type Draw = (between: (from: number, to: number) => number) => Outline[];

const mirrored = (right: Outline): Outline => [
  ...right,
  ...right.map(([x, y]) => [-x, y] as const).reverse(),
];

const ellipse = (x: number, y: number, rx: number, ry: number, turn = 0): Outline =>
  Array.from({ length: 28 }, (_, n) => {
    const angle = (n / 28) * 2 * Math.PI;
    const [u, v] = [Math.cos(angle) * rx, Math.sin(angle) * ry];
    return [
      x + u * Math.cos(turn) - v * Math.sin(turn),
      y + u * Math.sin(turn) + v * Math.cos(turn),
    ] as const;
  });

/** One sleeve each side, from shoulder to cuff; `spread` is the angle from straight down. */
function sleeve(
  shoulder: Spot,
  length: number,
  width: number,
  spread: number,
  side: 1 | -1,
  cuff: number,
): Outline {
  const [sx, sy] = shoulder;
  const [dx, dy] = [Math.sin(spread), Math.cos(spread)];
  const [nx, ny] = [-dy, dx];
  const spot = (along: number, across: number): Spot => [
    side * (sx + dx * along + nx * across),
    sy + dy * along + ny * across,
  ];
  return [
    spot(0, -width * 0.1),
    spot(length, -width * 0.1 + width * (1 - cuff) * 0.4),
    spot(length, width * cuff),
    spot(0, width * 1.25),
  ];
}

function torso(
  between: (from: number, to: number) => number,
  length: number,
  hem: number,
  neckline: number,
): Outline {
  const shoulder = between(0.4, 0.5);
  const neck = between(0.14, 0.22);
  const waist = between(0.4, 0.53);
  return mirrored([
    [0, neckline],
    [neck * 0.6, neckline * 0.5],
    [neck, 0],
    [shoulder, between(0.06, 0.16)],
    [waist, length * 0.45],
    [hem, length * 0.97],
    [hem * 0.6, length],
  ]);
}

const shirt =
  (sleeveFrom: number, sleeveTo: number): Draw =>
  (between) => {
    const length = between(1, 1.75);
    const spread = between(0.12, 1.25);
    const width = between(0.24, 0.38);
    const long = between(sleeveFrom, sleeveTo);
    const cuff = between(0.5, 0.9);
    const start: Spot = [between(0.38, 0.46), between(0.05, 0.12)];
    const other = spread + between(-0.15, 0.15);
    return [
      torso(between, length, between(0.42, 0.62), between(-0.05, 0.2)),
      sleeve(start, long, width, spread, 1, cuff),
      sleeve(start, long, width, other, -1, cuff),
    ];
  };

const trousers: Draw = (between) => {
  const length = between(1.5, 3.1);
  const rise = between(0.45, 0.8);
  const waist = between(0.34, 0.5);
  const hip = between(0.46, 0.56);
  const apart = between(0.0, 0.35);
  const cuff = between(0.18, 0.5);
  const gap = between(0, 0.04);
  return [1, -1].map((side) =>
    (
      [
        [0, 0.02],
        [waist, 0],
        [hip, rise * 0.8],
        [hip * 0.6 + apart + cuff * 0.5, length],
        [Math.max(gap, hip * 0.6 + apart - cuff * 0.5), length],
        [gap, rise],
        [0, rise],
      ] as const
    ).map(([x, y]) => [side * x, y] as const),
  );
};

const shorts: Draw = (between) => {
  const length = between(0.55, 1.15);
  const rise = length * between(0.5, 0.8);
  const waist = between(0.36, 0.5);
  const hem = between(0.48, 0.68);
  const gap = between(0.02, 0.14);
  const outer = length * between(0.78, 1);
  const cuff = between(-0.03, 0.04);
  return [1, -1].map((side) =>
    (
      [
        [0, 0.02],
        [waist, 0],
        [hem, outer * 0.85],
        [hem + cuff, outer * 0.86],
        [hem + cuff, outer],
        [gap + 0.02, length],
        [0.005, rise],
        [0, rise],
      ] as const
    ).map(([x, y]) => [side * x, y] as const),
  );
};

/** Wide skirts are cut from a circle: laid out, their hem is an arc whose ends lie well above its middle. */
const skirt: Draw = (between) => {
  const waist = between(0.22, 0.42);
  const hem = between(0.46, 0.7);
  const isWide = hem > waist * 1.5;
  const length = between(0.42, isWide ? 1.4 : 1.9);
  const band = between(0, 0.15);
  const end = isWide ? between(0.62, 1) : between(0.88, 1);
  const middle = between(0.3, end - 0.15);
  const tier = Math.max(0, between(-0.1, 0.12));
  return [
    mirrored([
      [0, 0],
      [waist, 0],
      [waist, length * band],
      [waist + (hem - waist) * between(0.25, 0.7) + tier, length * middle],
      [waist + (hem - waist) * between(0.25, 0.7), length * (middle + 0.06)],
      [hem, length * end],
      [hem * 0.5, length * between((end + 1) / 2, 1.03)],
      [0, length],
    ]),
  ];
};

/** Flared dresses may end at the thigh; straight ones that short are shirts. */
const dress: Draw = (between) => {
  const hem = between(0.42, 1.15);
  const length = between(hem > 0.66 ? 1.45 : 1.9, 3.6);
  const body = torso(between, length, hem, between(0, 0.35));
  if (between(0, 1) < 0.35) return [body];
  const [spread, long, width] = [
    between(0.2, 1.2),
    between(0.15, between(0, 1) < 0.3 ? 1.3 : 0.5),
    between(0.2, 0.34),
  ];
  const start: Spot = [between(0.38, 0.46), between(0.05, 0.12)];
  return [body, sleeve(start, long, width, spread, 1, 0.7), sleeve(start, long, width, spread, -1, 0.7)];
};

const hat: Draw = (between) => {
  const chance = between(0, 1);
  const height = between(0.35, 0.8);
  const dome = (rx: number, ry: number, below: number): Outline => {
    const top = ellipse(0, 0, rx, ry).filter(([, y]) => y <= 0.001);
    return [...top, [rx * between(0.9, 1.05), below], [-rx * between(0.9, 1.05), below]].sort(
      (a, b) =>
        Math.atan2((a[1] as number) - 0.01, a[0] as number) -
        Math.atan2((b[1] as number) - 0.01, b[0] as number),
    ) as unknown as Outline;
  };
  // A cap with its peak, a beanie with or without a bobble, a brim.
  if (chance < 0.4)
    return [
      dome(0.5, height, 0.12),
      ellipse(between(-0.12, 0.12), between(0.12, 0.3), between(0.36, 0.52), between(0.1, 0.28)),
    ];
  if (chance < 0.8) {
    const bobble =
      between(0, 1) < 0.4 ? [ellipse(0, -height * 1.3, between(0.1, 0.2), between(0.1, 0.18))] : [];
    return [dome(between(0.42, 0.52), height * 1.3, between(0.2, 0.75)), ...bobble];
  }
  return [dome(0.34, height, 0.05), ellipse(0, 0.05, between(0.5, 0.75), between(0.08, 0.25))];
};

const shoes: Draw = (between) => {
  const seenFromSide = between(0, 1) < 0.25;
  const breadth = seenFromSide ? between(0.3, 0.45) : between(0.16, 0.26);
  const long = between(0.42, 0.65);
  const lean = between(-0.25, 0.25);
  const shoe = (x: number, y: number, turn: number): Outline[] => {
    const heel: Spot = [x - Math.sin(turn) * long * 0.45, y - Math.cos(turn) * long * -0.45];
    return [
      ellipse(x, y, breadth, long, turn),
      ellipse(heel[0], heel[1], breadth * between(0.7, 0.95), long * 0.5, turn),
    ];
  };
  if (seenFromSide && between(0, 1) < 0.5)
    return [ellipse(0, 0, 0.55, 0.18), ellipse(-0.3, -0.12, 0.25, between(0.15, 0.4))];
  const apart = breadth + between(-0.02, 0.25);
  return [...shoe(apart, between(-0.1, 0.1), lean), ...shoe(-apart, 0, between(0, 1) < 0.6 ? -lean : lean)];
};

export const shapeDrawings = {
  tee: shirt(0.2, 0.6),
  longsleeve: shirt(0.85, 1.5),
  trousers,
  shorts,
  skirt,
  dress,
  hat,
  shoes,
} as const satisfies Record<string, Draw>;

const side = 112;

/** Draws one garment: turned, sheared, wavy at its edges, now and then on a hanger. */
export function drawShape(name: keyof typeof shapeDrawings, chance: Chance): Bitmap {
  const between = (from: number, to: number) => from + (to - from) * chance();
  const outlines = shapeDrawings[name](between).map((outline) => outline.map((spot) => spot));
  const hangs = name !== 'shoes' && name !== 'hat' && chance() < 0.15;
  if (hangs)
    outlines.push([
      [-0.03, -between(0.05, 0.25)],
      [0.03, -0.25],
      [0.04, 0.1],
      [-0.04, 0.1],
    ] as Spot[]);
  const turn = between(-0.14, 0.14);
  const shear = between(-0.1, 0.1);
  const taper = between(-0.08, 0.08);
  const waves = Array.from(
    { length: 4 },
    () => [between(0.005, 0.03), between(2, 9), between(0, 6.3)] as const,
  );
  const warp = ([x, y]: Spot): Spot => {
    const wave = (at: number, n: number) =>
      (waves[n] as readonly [number, number, number])[0] *
      Math.sin(
        (waves[n] as readonly [number, number, number])[1] * at +
          (waves[n] as readonly [number, number, number])[2],
      );
    const u = x * (1 + taper * y) + shear * y + wave(y, 0) + wave(x, 1);
    const v = y + wave(x, 2) + wave(y, 3);
    return [u * Math.cos(turn) - v * Math.sin(turn), u * Math.sin(turn) + v * Math.cos(turn)];
  };
  return rasterise(outlines.map((outline) => dense(outline).map(warp)));
}

/** Corners with spots between them, so that waves bend straight edges. */
const dense = (outline: Outline): Outline =>
  outline.flatMap((spot, n) => {
    const next = outline[(n + 1) % outline.length] as Spot;
    return Array.from(
      { length: 6 },
      (_, k) => [spot[0] + ((next[0] - spot[0]) * k) / 6, spot[1] + ((next[1] - spot[1]) * k) / 6] as const,
    );
  });

/** Fills the outlines, scaled to the bitmap with a rim. */
function rasterise(outlines: readonly Outline[]): Bitmap {
  const all = outlines.flat();
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const scale = (side - 8) / Math.max(Math.max(...xs) - left, Math.max(...ys) - top);
  const bits = new Uint8Array(side * side);
  for (const outline of outlines) {
    const spots = outline.map(([x, y]) => [(x - left) * scale + 4, (y - top) * scale + 4] as const);
    for (let y = 0; y < side; y += 1) {
      const crossings: number[] = [];
      for (const [n, [ax, ay]] of spots.entries()) {
        const [bx, by] = spots[(n + 1) % spots.length] as Spot;
        if (ay > y + 0.5 !== by > y + 0.5) crossings.push(ax + ((y + 0.5 - ay) / (by - ay)) * (bx - ax));
      }
      crossings.sort((a, b) => a - b);
      for (let n = 0; n + 1 < crossings.length; n += 2) {
        for (
          let x = Math.max(0, Math.round(crossings[n] as number));
          x < Math.min(side, Math.round(crossings[n + 1] as number));
          x += 1
        )
          bits[y * side + x] = 1;
      }
    }
  }
  return { widthPx: side, heightPx: side, bits };
}
