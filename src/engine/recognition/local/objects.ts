import { findModel, type ModelDescription, thresholdOf } from '../models.ts';
import { suppress } from './boxes.ts';
import type { Rect } from './geometry.ts';
import { Network } from './network.ts';
import type { Pyramid } from './pyramid.ts';

/** The 80 classes of COCO in the order of the detector's scores. */
export const objectClasses = [
  ...['person', 'bicycle', 'car', 'motorcycle', 'airplane', 'bus', 'train', 'truck', 'boat', 'traffic light'],
  ...['fire hydrant', 'stop sign', 'parking meter', 'bench', 'bird', 'cat', 'dog', 'horse', 'sheep', 'cow'],
  ...[
    'elephant',
    'bear',
    'zebra',
    'giraffe',
    'backpack',
    'umbrella',
    'handbag',
    'tie',
    'suitcase',
    'frisbee',
  ],
  ...[
    'skis',
    'snowboard',
    'sports ball',
    'kite',
    'baseball bat',
    'baseball glove',
    'skateboard',
    'surfboard',
  ],
  ...['tennis racket', 'bottle', 'wine glass', 'cup', 'fork', 'knife', 'spoon', 'bowl', 'banana', 'apple'],
  ...['sandwich', 'orange', 'broccoli', 'carrot', 'hot dog', 'pizza', 'donut', 'cake', 'chair', 'couch'],
  ...['potted plant', 'bed', 'dining table', 'toilet', 'tv', 'laptop', 'mouse', 'remote', 'keyboard'],
  ...['cell phone', 'microwave', 'oven', 'toaster', 'sink', 'refrigerator', 'book', 'clock', 'vase'],
  ...['scissors', 'teddy bear', 'hair drier', 'toothbrush'],
];

/** In pixels of the picture. */
export interface DetectedObject {
  readonly class: string;
  readonly score: number;
  readonly rect: Rect;
}

/** What is carried. Bags are small and half hidden: what the net doubts is told apart for those who can confirm it otherwise. */
export const carriedClasses: readonly string[] = ['handbag', 'backpack', 'suitcase'];
const carriedIndices = carriedClasses.map((name) => objectClasses.indexOf(name));
const allIndices = objectClasses.map((_, index) => index);
/** Below it half of all boxes are folds of clothes. */
const leastDoubtful = 0.2;
/** Below it a box says nothing even of somebody who was there a moment before. */
const leastOfPerson = 0.15;

/** What the detector of things saw. */
export interface FoundObjects {
  /** Strongest first within a class. */
  readonly seen: readonly DetectedObject[];
  /** All that may be carried, sure or not, strongest first, whatever its class; a small box may lie in a large one. */
  readonly perhapsCarried: readonly DetectedObject[];
  /** All that may be people, sure or not, strongest first. */
  readonly perhapsPeople: readonly DetectedObject[];
}

/** The distance to each side of a box is read from this many bins, one stride apart. */
const bins = 11;

/** Finds things of 80 classes, people among them, with NanoDet. */
export class ObjectFinder {
  private readonly network: Network;

  private constructor(network: Network) {
    this.network = network;
  }

  /** @throws CastlineError `model-missing` or `model-damaged`, naming the file. */
  static async load(
    modelsDir: string,
    models: readonly ModelDescription[],
    threads: number,
  ): Promise<ObjectFinder> {
    return new ObjectFinder(await Network.load(modelsDir, findModel(models, 'nanodet'), threads));
  }

  release(): Promise<void> {
    return this.network.release();
  }

  async find(pyramid: Pyramid): Promise<FoundObjects> {
    const { widthPx, heightPx } = pyramid;
    const { size, model } = this.network;
    const step = Math.max(widthPx / size.widthPx, heightPx / size.heightPx);
    const map = { a: step, b: 0, c: 0, d: 0, e: step, f: 0 };
    const outputs = await this.network.run(this.network.sample(pyramid, map));
    const inPicture = (object: DetectedObject): DetectedObject => ({
      ...object,
      rect: scaledInto(object.rect, step, widthPx, heightPx),
    });
    const overlap = thresholdOf(model, 'overlap');
    const all = decodeObjects(outputs, size.widthPx, leastOfPerson).map(inPicture);
    const found = all.filter(({ score }) => score >= thresholdOf(model, 'score'));
    const doubtful = decodeObjects(outputs, size.widthPx, leastDoubtful, carriedIndices).map(inPicture);
    const people = all.filter((object) => object.class === 'person');
    return {
      seen: [...Map.groupBy(found, (object) => object.class).values()].flatMap((own) =>
        suppress(own, overlap, nested),
      ),
      perhapsCarried: suppress(doubtful, overlap, 1),
      perhapsPeople: suppress(people, overlap, nested),
    };
  }
}

/** A box of which more than this part lies in a stronger one of its class is a part of the same thing. */
const nested = 0.92;

function scaledInto(rect: Rect, step: number, widthPx: number, heightPx: number): Rect {
  const x = Math.max(0, rect.x * step);
  const y = Math.max(0, rect.y * step);
  return {
    x,
    y,
    w: Math.max(0, Math.min(widthPx, (rect.x + rect.w) * step) - x),
    h: Math.max(0, Math.min(heightPx, (rect.y + rect.h) * step) - y),
  };
}

/**
 * Boxes of one run, in pixels of the input. The outputs come in pairs, for each stride one with 80 scores a cell and one
 * with the bins of four distances a cell; they are told apart by their lengths.
 *
 * @param classes indices of the classes of which the best of each cell counts
 */
export function decodeObjects(
  outputs: readonly Float32Array[],
  inputPx: number,
  leastScore: number,
  classes: readonly number[] = allIndices,
): DetectedObject[] {
  const found: DetectedObject[] = [];
  for (const stride of [8, 16, 32]) {
    const side = Math.ceil(inputPx / stride);
    const cells = side * side;
    const scores = outputs.find((output) => output.length === cells * objectClasses.length);
    const distances = outputs.find((output) => output.length === cells * 4 * bins);
    if (!scores || !distances) continue;
    for (let cell = 0; cell < cells; cell += 1) {
      const best = bestClass(scores, cell * objectClasses.length, classes);
      const score = scores[cell * objectClasses.length + best] as number;
      if (!(score >= leastScore)) continue;
      const x = ((cell % side) + 0.5) * stride;
      const y = (Math.floor(cell / side) + 0.5) * stride;
      const [left, top, right, bottom] = [0, 1, 2, 3].map(
        (edge) => stride * meanBin(distances, (cell * 4 + edge) * bins),
      ) as [number, number, number, number];
      const rect = { x: x - left, y: y - top, w: left + right, h: top + bottom };
      found.push({ class: objectClasses[best] ?? '', score: Math.min(1, score), rect });
    }
  }
  return found;
}

function bestClass(scores: Float32Array, from: number, classes: readonly number[]): number {
  let best = classes[0] ?? 0;
  for (const index of classes) {
    if ((scores[from + index] as number) > (scores[from + best] as number)) best = index;
  }
  return best;
}

/** The expected bin under the softmax of the bins. */
function meanBin(values: Float32Array, from: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let bin = 0; bin < bins; bin += 1) most = Math.max(most, values[from + bin] as number);
  let weight = 0;
  let sum = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    const share = Math.exp((values[from + bin] as number) - most);
    weight += share;
    sum += share * bin;
  }
  return sum / weight;
}
