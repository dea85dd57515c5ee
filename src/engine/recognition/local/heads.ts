import type { Picture } from '../port.ts';
import { emptyBitmap, fillHoles, partsTouching, type Window, windowOf, withinBounds } from './bitmaps.ts';
import type { Point } from './geometry.ts';
import type { FoundPerson } from './instances.ts';
import type { Bitmap } from './person.ts';
import type { SeenFace } from './seeds.ts';

/** Where a head is: the line from the chin to the forehead, in pixels of the working picture. */
interface HeadAxis {
  readonly chin: Point;
  /** Unit vector from the chin to the forehead. */
  readonly up: Point;
  /** From chin to hairline. Pixels. */
  readonly length: number;
  /** False when only the joints tell of it. */
  readonly hasFace: boolean;
}

/** BlazePose's ears and shoulders. */
const ears = [7, 8] as const;
const shoulders = [11, 12] as const;

/** Reach of a head in lengths of the face, from the chin upwards, and from the middle line to both sides. */
const reach = { above: 2.1, below: 0.02, aside: 1.15, jaw: 0.72, jawHeight: 0.3 };
/** Long hair: as far below the chin, as far aside, and as much like the hair above, in brightness and in colour. */
const longHair = { below: 2, aside: 1.3, brightness: 34, colour: 13 };
/** Fewer samples do not tell the colour of hair. */
const leastHairSamples = 30;

function axisOfFace({ forehead, chin }: SeenFace): HeadAxis | undefined {
  const length = Math.hypot(forehead.x - chin.x, forehead.y - chin.y);
  if (!(length > 1)) return undefined;
  const up = { x: (forehead.x - chin.x) / length, y: (forehead.y - chin.y) / length };
  return { chin, up, length, hasFace: true };
}

/** From behind: the chin is half way from the ears to the shoulders, the face as long as that line. */
function axisOfJoints({ pose }: FoundPerson): HeadAxis | undefined {
  const joints = pose?.joints;
  const [leftEar, rightEar, left, right] = [...ears, ...shoulders].map((index) => joints?.[index]);
  if (!leftEar || !rightEar || !left || !right || Math.min(left.visibility, right.visibility) < 0.5) {
    return undefined;
  }
  const ear = { x: (leftEar.x + rightEar.x) / 2, y: (leftEar.y + rightEar.y) / 2 };
  const neck = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
  const length = Math.hypot(ear.x - neck.x, ear.y - neck.y);
  if (!(length > 2)) return undefined;
  const up = { x: (ear.x - neck.x) / length, y: (ear.y - neck.y) / length };
  const chin = { x: ear.x - up.x * 0.45 * length, y: ear.y - up.y * 0.45 * length };
  return { chin, up, length: 0.85 * length, hasFace: false };
}

/**
 * The head of a person with its hair: what of the person lies around the face and is no clothing, and long hair by its
 * colour. Undefined where the head is not known.
 */
export function headOf(
  person: FoundPerson,
  face: SeenFace | undefined,
  clothing: Bitmap,
  working: Picture,
): Bitmap | undefined {
  const axis = face ? axisOfFace(face) : axisOfJoints(person);
  if (!axis) return undefined;
  const { chin, up, length } = axis;
  const centre = { x: chin.x + up.x * 0.6 * length, y: chin.y + up.y * 0.6 * length };
  const side = 3.4 * length;
  const window = windowOf(
    { x: centre.x - side, y: centre.y - side, w: 2 * side, h: 2 * side },
    working.widthPx,
    working.heightPx,
  );
  const head = emptyBitmap(working);
  markHead(head, axis, window, person.bitmap.bits, clothing.bits);
  const oval = face?.oval.bits;
  if (oval)
    addLongHair(head, axis, window, { person: person.bitmap.bits, clothing: clothing.bits, oval }, working);
  if (!face) return head.bits.includes(1) ? head : undefined;
  for (let i = 0; oval && i < oval.length; i += 1) if (oval[i] !== 0) head.bits[i] = 1;
  withinBounds(head, (part) => fillHoles(part, length * length));
  return partsTouching(head, face.oval);
}

/** Marks what lies around the face: all above the jaw, and beside the jaw what is near. */
function markHead(
  head: Bitmap,
  { chin, up, length }: HeadAxis,
  { left, top, right, bottom }: Window,
  person: Uint8Array,
  clothing: Uint8Array,
): void {
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = y * head.widthPx + x;
      if (person[at] === 0) continue;
      const dx = x + 0.5 - chin.x;
      const dy = y + 0.5 - chin.y;
      const high = (dx * up.x + dy * up.y) / length;
      if (high < -reach.below || high > reach.above) continue;
      const aside = Math.abs(dy * up.x - dx * up.y) / length;
      if (aside > (high < reach.jawHeight ? reach.jaw : reach.aside)) continue;
      // Hats and hoods are clothing too; above the brows they stay with the head.
      if (clothing[at] !== 0 && high < 0.75) continue;
      head.bits[at] = 1;
    }
  }
}

interface Layers {
  readonly person: Uint8Array;
  readonly clothing: Uint8Array;
  readonly oval: Uint8Array;
}

/** Brightness and two colour differences, as in Rec. 601. */
type Tone = readonly [number, number, number];

function toneAt(rgb: Uint8Array, at: number): Tone {
  const r = rgb[at * 3] as number;
  const g = rgb[at * 3 + 1] as number;
  const b = rgb[at * 3 + 2] as number;
  const brightness = 0.299 * r + 0.587 * g + 0.114 * b;
  return [brightness, 0.564 * (b - brightness), 0.713 * (r - brightness)];
}

function medianTone(samples: readonly Tone[]): Tone {
  const middle = (channel: 0 | 1 | 2): number => {
    const values = samples.map((tone) => tone[channel]).sort((a, b) => a - b);
    return values[values.length >> 1] ?? 0;
  };
  return [middle(0), middle(1), middle(2)];
}

/** Adds what hangs below the chin beside the neck and has the colour of the hair above, unlike the skin's. */
function addLongHair(
  head: Bitmap,
  { chin, up, length }: HeadAxis,
  { left, top, right, bottom }: Window,
  { person, clothing, oval }: Layers,
  { rgb }: Picture,
): void {
  const hairSamples: Tone[] = [];
  const skinSamples: Tone[] = [];
  for (let y = top; y < bottom; y += 2) {
    for (let x = left; x < right; x += 2) {
      const at = y * head.widthPx + x;
      if (oval[at] !== 0) skinSamples.push(toneAt(rgb, at));
      else if (head.bits[at] !== 0) hairSamples.push(toneAt(rgb, at));
    }
  }
  if (hairSamples.length < leastHairSamples || skinSamples.length < leastHairSamples) return;
  const hair = medianTone(hairSamples);
  const skin = medianTone(skinSamples);
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = y * head.widthPx + x;
      if (person[at] === 0 || clothing[at] !== 0 || head.bits[at] !== 0) continue;
      const dx = x + 0.5 - chin.x;
      const dy = y + 0.5 - chin.y;
      const high = (dx * up.x + dy * up.y) / length;
      const aside = Math.abs(dy * up.x - dx * up.y) / length;
      if (high < -longHair.below || high > 1 || aside > longHair.aside) continue;
      if (isHair(toneAt(rgb, at), hair, skin)) head.bits[at] = 1;
    }
  }
}

function isHair(tone: Tone, hair: Tone, skin: Tone): boolean {
  const offHair = Math.hypot(tone[1] - hair[1], tone[2] - hair[2]);
  if (Math.abs(tone[0] - hair[0]) > longHair.brightness || offHair > longHair.colour) return false;
  const toHair = offHair + 0.5 * Math.abs(tone[0] - hair[0]);
  const toSkin = Math.hypot(tone[1] - skin[1], tone[2] - skin[2]) + 0.5 * Math.abs(tone[0] - skin[0]);
  return toHair < toSkin;
}
