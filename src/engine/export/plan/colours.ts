/** A program's colour: how it is written there, and about how it looks. */
export interface PaletteColour {
  readonly name: string;
  readonly hex: string;
}

/** CIE L*a*b* (D65) of an sRGB colour, by CIE 15 and IEC 61966-2-1. */
function labOf(hex: string): [number, number, number] {
  const linear = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [r = 0, g = 0, b = 0] = linear;
  const bend = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = bend((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = bend(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = bend((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/**
 * Gives each colour the one of a program's palette that looks most like it, each of the palette once as long as there are
 * enough: who differs in Castline differs there.
 */
export function mapColours(
  colours: readonly string[],
  palette: readonly PaletteColour[],
): ReadonlyMap<string, PaletteColour> {
  const mapped = new Map<string, PaletteColour>();
  let free: PaletteColour[] = [];
  for (const colour of new Set(colours)) {
    if (free.length === 0) free = [...palette];
    const lab = labOf(colour);
    const distance = (one: PaletteColour): number => {
      const other = labOf(one.hex);
      return Math.hypot(lab[0] - other[0], lab[1] - other[1], lab[2] - other[2]);
    };
    const nearest = free.reduce((best, one) => (distance(one) < distance(best) ? one : best));
    mapped.set(colour, nearest);
    free = free.filter((one) => one !== nearest);
  }
  return mapped;
}

/** A lookup in a program's palette for the colours of some ranges. */
export function paletteFor(
  ranges: readonly { readonly colour: string }[],
  palette: readonly PaletteColour[],
): (range: { readonly colour: string }) => string {
  const mapped = mapColours(
    ranges.map(({ colour }) => colour),
    palette,
  );
  return ({ colour }) => mapped.get(colour)?.name ?? palette[0]?.name ?? '';
}
