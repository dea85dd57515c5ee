import { type Bits, componentsOf, countOf, majority } from './bitmaps.ts';
import type { Body } from './body.ts';
import { type Lab, type LabPicture, medianLab } from './lab.ts';

/** An open jacket: what is worn outside, and what shows in its opening. */
export interface Opening {
  readonly outer: Bits;
  readonly inner: Bits;
}

/** Squared difference, lightness at half weight, from which two cloths are two. */
const otherCloth = 420;
/** Part of the whole that shows in an opening. */
const shows = { least: 0.03, most: 0.5 };
/** The opening begins at the collar, within this many face heights of the topmost row; prints on a shirt begin lower. */
const collar = 0.55;
/** Or below a deep neckline: with no cloth of the whole above it, so many face heights away, in so many of its columns. */
const neckline = { columns: 0.5, gap: 0.12 };
/** It is at least this long, in face heights. */
const leastLong = 0.55;
/** And on average this broad, in face heights; plackets and ties are narrower. */
const leastBroad = 0.3;

const away = (lab: LabPicture, i: number, [l, a, b]: Lab): number =>
  0.5 * ((lab.l[i] as number) - l) ** 2 + ((lab.a[i] as number) - a) ** 2 + ((lab.b[i] as number) - b) ** 2;

interface Sides {
  readonly left: Bits;
  readonly right: Bits;
  readonly middle: Bits;
}

/** Thirds of each row: an open jacket lies outside, a shirt inside. */
function sidesOf(bits: Bits, widthPx: number): Sides {
  const sides = {
    left: new Uint8Array(bits.length),
    right: new Uint8Array(bits.length),
    middle: new Uint8Array(bits.length),
  };
  for (let start = 0; start < bits.length; start += widthPx) {
    let first = start;
    let last = start + widthPx - 1;
    while (first <= last && !bits[first]) first += 1;
    while (last > first && !bits[last]) last -= 1;
    const width = last - first + 1;
    for (let i = first; i <= last; i += 1) {
      if (!bits[i]) continue;
      const place = (i - first) / width;
      if (place < 0.25) sides.left[i] = 1;
      else if (place > 0.75) sides.right[i] = 1;
      else sides.middle[i] = 1;
    }
  }
  return sides;
}

function extentOf(bits: Bits, widthPx: number): { top: number; bottom: number } {
  const first = bits.indexOf(1);
  const last = bits.lastIndexOf(1);
  return { top: Math.floor(first / widthPx), bottom: Math.floor(last / widthPx) };
}

/** Both sides of one cloth, and in the middle from the collar on another: undefined where that is not so. */
export function openingOf(bits: Bits, body: Body, lab: LabPicture): Opening | undefined {
  const { widthPx } = lab;
  const area = countOf(bits);
  if (area === 0) return undefined;
  const { left, right, middle } = sidesOf(bits, widthPx);
  const leftCloth = medianLab(lab, left, 30);
  const rightCloth = medianLab(lab, right, 30);
  if (!leftCloth || !rightCloth) return undefined;
  const other = new Uint8Array(middle.length);
  for (let i = 0; i < other.length; i += 1) {
    if (!middle[i]) continue;
    if (away(lab, i, leftCloth) > otherCloth && away(lab, i, rightCloth) > otherCloth) other[i] = 1;
  }
  const inner = collarPart(
    majority(other, lab, Math.max(1, Math.round(body.facePx * 0.05))),
    bits,
    body,
    lab,
  );
  if (!inner) return undefined;
  const share = countOf(inner) / area;
  if (share < shows.least || share > shows.most) return undefined;
  const innerCloth = medianLab(lab, inner, 30);
  if (
    !innerCloth ||
    distanceOf(innerCloth, leftCloth) < otherCloth ||
    distanceOf(innerCloth, rightCloth) < otherCloth
  )
    return undefined;
  return { outer: bits.map((bit, i) => (bit && !inner[i] ? 1 : 0)), inner };
}

const distanceOf = (p: Lab, q: Lab): number =>
  0.5 * (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 + (p[2] - q[2]) ** 2;

/** The largest part that begins at the collar and is long enough. */
function collarPart(other: Bits, bits: Bits, body: Body, lab: LabPicture): Bits | undefined {
  const { widthPx } = lab;
  const { labels, areas } = componentsOf(other, lab);
  const largest = areas.indexOf(Math.max(...areas));
  if (largest < 1) return undefined;
  const inner = new Uint8Array(bits.length);
  for (let i = 0; i < inner.length; i += 1) if (labels[i] === largest && bits[i]) inner[i] = 1;
  if (countOf(inner) === 0) return undefined;
  const whole = extentOf(bits, widthPx);
  const { top, bottom } = extentOf(inner, widthPx);
  const collarRow = Math.max(whole.top, (body.chin?.y ?? whole.top) - body.facePx * 0.2);
  if (countOf(inner) < leastBroad * body.facePx * (bottom - top + 1)) return undefined;
  if (bottom - top < leastLong * body.facePx) return undefined;
  const isAtCollar = top <= collarRow + body.facePx * (collar + 0.2);
  return isAtCollar || isAtNeckline(inner, bits, body, widthPx) ? inner : undefined;
}

/** Whether a part lies at the upper edge of the whole, column by column. */
function isAtNeckline(inner: Bits, bits: Bits, { facePx }: Body, widthPx: number): boolean {
  const gap = Math.max(2, Math.round(facePx * neckline.gap));
  const heightPx = bits.length / widthPx;
  let [columns, open] = [0, 0];
  for (let x = 0; x < widthPx; x += 1) {
    let first = 0;
    while (first < heightPx && !inner[first * widthPx + x]) first += 1;
    if (first === heightPx) continue;
    columns += 1;
    if (first < gap || !bits[(first - gap) * widthPx + x]) open += 1;
  }
  return open > neckline.columns * columns;
}
