import type { Picture } from '../../port.ts';
import type { Point, Rect } from '../geometry.ts';
import type { Bitmap, Joint, PersonInstance } from '../person.ts';
import { type Bits, type Size, type Window, windowOf } from './bitmaps.ts';
import type { ClothMaps } from './cloth-net.ts';

/** Room beside a person and above, in parts of the person's breadth: wide skirts and bags lie beyond masks. */
const roomAside = 0.35;
const leastRoomPx = 12;

/**
 * The part of the working picture that has a person in it, cut out at the sides and above; below it goes on to the picture's
 * edge, which says whether feet are in the picture. What is worn is read there, in a fraction of the pixels.
 */
export class CloseUp {
  readonly size: Size;
  private readonly left: number;
  private readonly top: number;
  private readonly whole: Size;

  constructor({ left, top, right }: Window, whole: Size) {
    this.left = left;
    this.top = top;
    this.whole = whole;
    this.size = { widthPx: right - left, heightPx: whole.heightPx - top };
  }

  /** Undefined for a person without pixels. */
  static of({ bitmap, box, joints, face }: PersonInstance): CloseUp | undefined {
    const seen = windowOf(bitmap);
    if (!seen) return undefined;
    const known = Object.values(joints ?? {}).filter(({ visibility }) => visibility > 0.5);
    const rects = [box, ...(face ? [face.box] : [])];
    const left = Math.min(seen.left, ...rects.map(({ x }) => x), ...known.map(({ x }) => x));
    const right = Math.max(seen.right, ...rects.map(({ x, w }) => x + w), ...known.map(({ x }) => x));
    const top = Math.min(seen.top, ...rects.map(({ y }) => y), ...known.map(({ y }) => y));
    const room = Math.max(leastRoomPx, roomAside * (right - left));
    const window = {
      left: Math.max(0, Math.min(bitmap.widthPx - 1, Math.floor(left - room))),
      top: Math.max(0, Math.min(bitmap.heightPx - 1, Math.floor(top - leastRoomPx))),
      right: Math.min(bitmap.widthPx, Math.ceil(right + room)),
      bottom: bitmap.heightPx,
    };
    return new CloseUp({ ...window, right: Math.max(window.left + 1, window.right) }, bitmap);
  }

  person(person: PersonInstance): PersonInstance {
    const { box, bitmap, others, face, joints, score } = person;
    return {
      box: this.moved(box),
      score,
      bitmap: this.bitmap(bitmap),
      others: this.bitmap(others),
      ...(face ? { face: { ...face, box: this.moved(face.box), oval: this.bitmap(face.oval) } } : {}),
      ...(joints ? { joints: this.joints(joints) } : {}),
    };
  }

  picture({ rgb }: Picture): Picture {
    const { widthPx, heightPx } = this.size;
    const result = new Uint8Array(widthPx * heightPx * 3);
    for (let y = 0; y < heightPx; y += 1) {
      const from = this.rowAt(y) * 3;
      result.set(rgb.subarray(from, from + widthPx * 3), y * widthPx * 3);
    }
    return { ...this.size, rgb: result };
  }

  maps({ upper, lower, full }: ClothMaps): ClothMaps {
    return { ...this.size, upper: this.plane(upper), lower: this.plane(lower), full: this.plane(full) };
  }

  moved<Place extends Rect | Point>(place: Place): Place {
    return { ...place, x: place.x - this.left, y: place.y - this.top };
  }

  /** From the close-up back to the working picture. */
  back(bits: Bits): Bitmap {
    const result = new Uint8Array(this.whole.widthPx * this.whole.heightPx);
    const { widthPx, heightPx } = this.size;
    for (let y = 0; y < heightPx; y += 1) {
      result.set(bits.subarray(y * widthPx, (y + 1) * widthPx), this.rowAt(y));
    }
    return { widthPx: this.whole.widthPx, heightPx: this.whole.heightPx, bits: result };
  }

  private rowAt(y: number): number {
    return (this.top + y) * this.whole.widthPx + this.left;
  }

  private joints(joints: NonNullable<PersonInstance['joints']>): NonNullable<PersonInstance['joints']> {
    const moved = Object.entries(joints).map(([name, joint]) => [name, this.moved<Joint>(joint)]);
    return Object.fromEntries(moved);
  }

  private bitmap({ bits }: Bitmap): Bitmap {
    const { widthPx, heightPx } = this.size;
    const result = new Uint8Array(widthPx * heightPx);
    for (let y = 0; y < heightPx; y += 1) {
      const from = this.rowAt(y);
      result.set(bits.subarray(from, from + widthPx), y * widthPx);
    }
    return { widthPx, heightPx, bits: result };
  }

  private plane(values: Float32Array): Float32Array {
    const { widthPx, heightPx } = this.size;
    const result = new Float32Array(widthPx * heightPx);
    for (let y = 0; y < heightPx; y += 1) {
      const from = this.rowAt(y);
      result.set(values.subarray(from, from + widthPx), y * widthPx);
    }
    return result;
  }
}
