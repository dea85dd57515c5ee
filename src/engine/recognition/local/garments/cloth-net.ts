import type { ModelDescription } from '../../models.ts';
import { type Affine, invert } from '../geometry.ts';
import { Network } from '../network.ts';
import type { PersonInstance } from '../person.ts';
import type { Pyramid } from '../pyramid.ts';
import { majority, type Size, sharedCount, type Window, windowOf } from './bitmaps.ts';

/**
 * How likely each pixel of the working picture is part of something worn, 0 to 1: on the upper body, on the lower, or
 * over both (dresses, coats, overalls). What is missing to 1 is no cloth. Outside of what was looked at all are 0.
 */
export interface ClothMaps extends Size {
  readonly upper: Float32Array;
  readonly lower: Float32Array;
  readonly full: Float32Array;
}

const classes = 4;

/** In continuous pixels of the working picture. */
interface Crop {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * The net was trained on street photographs with one person, upright, seen whole, squeezed to a square: a crop with
 * some room at the sides is nearest to that.
 */
const roomAbove = 0.04;
/** Least breadth to height, at the first look and at the second. */
const looks = [0.5, 0.66];
/** The net now and then sees next to nothing of a person: with less than this part of the mask as cloth it looks again. */
const enough = 0.35;
const blindBelow = 0.15;
const roomAside = 1.15;
/** Below the ankles' or feet's joints, of the person's height: masks end at dark trousers now and then. */
const roomBelow = 0.03;

function cropOf(window: Window, breadth: number): Crop {
  const width = window.right - window.left;
  const height = window.bottom - window.top;
  const w = Math.max(width * roomAside, height * breadth);
  const h = height * (1 + 2 * roomAbove);
  return { x: (window.left + window.right - w) / 2, y: window.top - height * roomAbove, w, h };
}

/** The window grown to the box and to all joints that are seen. */
function withJoints(window: Window, { box, joints, bitmap }: PersonInstance): Window {
  const seen = Object.values(joints ?? {}).filter((joint) => joint.visibility > 0.5);
  const xs = seen.map(({ x }) => x);
  const ys = seen.map(({ y }) => y + roomBelow * (window.bottom - window.top));
  return {
    left: Math.max(0, Math.min(window.left, box.x, ...xs)),
    top: Math.max(0, Math.min(window.top, box.y)),
    right: Math.min(bitmap.widthPx, Math.max(window.right, box.x + box.w, ...xs)),
    bottom: Math.min(bitmap.heightPx, Math.max(window.bottom, box.y + box.h, ...ys)),
  };
}

/** Boxes and masks of people in long skirts end at the knee now and then: there is room for a whole figure below the face. */
const facesToFeet = 8;

function withFeet(window: Window, { face, bitmap }: PersonInstance): Window {
  if (!face) return window;
  const feet = face.box.y + face.box.h * facesToFeet;
  return { ...window, bottom: Math.max(window.bottom, Math.min(bitmap.heightPx, feet)) };
}

/** From the net's input to the working picture. */
const mapOf = (crop: Crop, size: Size): Affine => ({
  a: crop.w / size.widthPx,
  b: 0,
  c: crop.x,
  d: 0,
  e: crop.h / size.heightPx,
  f: crop.y,
});

const scaled = (map: Affine, by: number): Affine => ({
  a: map.a * by,
  b: map.b * by,
  c: map.c * by,
  d: map.d * by,
  e: map.e * by,
  f: map.f * by,
});

/** Neighbours that cover more than this of the person's own area keep the net from seeing anything: they are painted white. */
const crowdedFrom = 0.12;

/** Paints everyone and everything else white; a rim of one pixel stays, as masks end a little early. */
function paintOthers(planes: Float32Array, map: Affine, person: PersonInstance, network: Network): void {
  const { widthPx, heightPx } = network.size;
  const { mean, divisor } = network.model.input;
  const keep = majority(person.bitmap.bits, person.bitmap, 1, 0);
  const length = widthPx * heightPx;
  for (let y = 0, i = 0; y < heightPx; y += 1) {
    const row = Math.floor(map.e * (y + 0.5) + map.f);
    const isInside = row >= 0 && row < person.bitmap.heightPx;
    for (let x = 0; x < widthPx; x += 1, i += 1) {
      const column = Math.floor(map.a * (x + 0.5) + map.c);
      const isIn = isInside && column >= 0 && column < person.bitmap.widthPx;
      if (isIn && keep[row * person.bitmap.widthPx + column]) continue;
      for (let channel = 0; channel < 3; channel += 1) {
        planes[channel * length + i] = (255 - (mean[channel] as number)) / (divisor[channel] as number);
      }
    }
  }
}

/** Four planes of logits become three of probabilities, in place of the last three. */
function softmax(planes: Float32Array, length: number): void {
  for (let i = 0; i < length; i += 1) {
    const background = Math.exp(planes[i] as number);
    const upper = Math.exp(planes[length + i] as number);
    const lower = Math.exp(planes[2 * length + i] as number);
    const full = Math.exp(planes[3 * length + i] as number);
    const sum = background + upper + lower + full;
    planes[length + i] = upper / sum;
    planes[2 * length + i] = lower / sum;
    planes[3 * length + i] = full / sum;
  }
}

/** Reads one plane of the net onto the working picture, bilinear. */
function unfold(plane: Float32Array, size: Size, map: Affine, crop: Crop, working: Size): Float32Array {
  const result = new Float32Array(working.widthPx * working.heightPx);
  const back = invert(map);
  const bottom = Math.min(working.heightPx, Math.ceil(crop.y + crop.h));
  const right = Math.min(working.widthPx, Math.ceil(crop.x + crop.w));
  const left = Math.max(0, Math.floor(crop.x));
  for (let y = Math.max(0, Math.floor(crop.y)); y < bottom; y += 1) {
    const v = Math.min(size.heightPx - 1, Math.max(0, back.e * (y + 0.5) + back.f - 0.5));
    const row = Math.min(size.heightPx - 2, v | 0);
    const below = v - row;
    for (let x = left; x < right; x += 1) {
      const u = Math.min(size.widthPx - 1, Math.max(0, back.a * (x + 0.5) + back.c - 0.5));
      const column = Math.min(size.widthPx - 2, u | 0);
      const aside = u - column;
      const at = row * size.widthPx + column;
      const next = at + size.widthPx;
      const top = (plane[at] as number) * (1 - aside) + (plane[at + 1] as number) * aside;
      const low = (plane[next] as number) * (1 - aside) + (plane[next + 1] as number) * aside;
      result[y * working.widthPx + x] = top * (1 - below) + low * below;
    }
  }
  return result;
}

/** U²-Net for clothes, trained on iMaterialist 2019: background, upper body, lower body, full body. */
export class ClothNet {
  private readonly network: Network;

  private constructor(network: Network) {
    this.network = network;
  }

  /** @throws CastlineError `model-missing` or `model-damaged`, naming the file. */
  static async load(modelsDir: string, model: ModelDescription, threads: number): Promise<ClothNet> {
    return new ClothNet(await Network.load(modelsDir, model, threads));
  }

  /** Looks at one person; where others stand close by, at that person cut out. Undefined where it is blind for what is worn. */
  async readPerson(person: PersonInstance, pyramid: Pyramid): Promise<ClothMaps | undefined> {
    const window = windowOf(person.bitmap);
    if (!window) return undefined;
    const whole = withFeet(withJoints(window, person), person);
    const [crop, wider] = looks.map((breadth) => cropOf(whole, breadth)) as [Crop, Crop];
    const maps = await this.read(crop, person, pyramid, isCrowded(person, crop));
    if (coverage(maps, person) >= enough) return maps;
    const second = await this.read(wider, person, pyramid, isCrowded(person, wider));
    const better = coverage(second, person) > coverage(maps, person) ? second : maps;
    return coverage(better, person) < blindBelow ? undefined : better;
  }

  /** Looks at the whole picture, as for a garment that nobody wears. */
  async readPicture(size: Size, pyramid: Pyramid): Promise<ClothMaps> {
    const { widthPx: w, heightPx: h } = size;
    return this.decode(await this.run({ x: 0, y: 0, w, h }, size, pyramid), { x: 0, y: 0, w, h }, size);
  }

  private async read(
    crop: Crop,
    person: PersonInstance,
    pyramid: Pyramid,
    isAlone: boolean,
  ): Promise<ClothMaps> {
    return this.decode(
      await this.run(crop, person.bitmap, pyramid, isAlone ? person : undefined),
      crop,
      person.bitmap,
    );
  }

  private async run(
    crop: Crop,
    working: Size,
    pyramid: Pyramid,
    alone?: PersonInstance,
  ): Promise<Float32Array> {
    const map = mapOf(crop, this.network.size);
    const planes = this.network.sample(pyramid, scaled(map, pyramid.widthPx / working.widthPx));
    if (alone) paintOthers(planes, map, alone, this.network);
    const [logits] = await this.network.run(planes);
    return logits as Float32Array;
  }

  private decode(logits: Float32Array, crop: Crop, working: Size): ClothMaps {
    const { size } = this.network;
    const length = logits.length / classes;
    const planes = Float32Array.from(logits);
    softmax(planes, length);
    const map = mapOf(crop, size);
    const plane = (index: number) =>
      unfold(planes.subarray(index * length, (index + 1) * length), size, map, crop, working);
    return {
      widthPx: working.widthPx,
      heightPx: working.heightPx,
      upper: plane(1),
      lower: plane(2),
      full: plane(3),
    };
  }

  async release(): Promise<void> {
    await this.network.release();
  }
}

/** The part of a person's mask that is cloth, 0 to 1. */
function coverage(maps: ClothMaps, { bitmap }: PersonInstance): number {
  let area = 0;
  let covered = 0;
  for (let i = 0; i < bitmap.bits.length; i += 1) {
    if (!bitmap.bits[i]) continue;
    area += 1;
    if ((maps.upper[i] as number) + (maps.lower[i] as number) + (maps.full[i] as number) > 0.5) covered += 1;
  }
  return area > 0 ? covered / area : 0;
}

function isCrowded({ bitmap, others }: PersonInstance, crop: Crop): boolean {
  const inCrop = new Uint8Array(bitmap.bits.length);
  let own = 0;
  const bottom = Math.min(bitmap.heightPx, Math.ceil(crop.y + crop.h));
  const right = Math.min(bitmap.widthPx, Math.ceil(crop.x + crop.w));
  for (let y = Math.max(0, Math.floor(crop.y)); y < bottom; y += 1) {
    for (let x = Math.max(0, Math.floor(crop.x)); x < right; x += 1) {
      const i = y * bitmap.widthPx + x;
      inCrop[i] = 1;
      own += bitmap.bits[i] as number;
    }
  }
  return sharedCount(inCrop, others.bits) > crowdedFrom * own;
}
