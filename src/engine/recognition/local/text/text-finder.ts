import { CastlineError } from '../../../../shared/errors.ts';
import { findModel, type ModelDescription, readCompanion, thresholdOf } from '../../models.ts';
import type { RecognisedText } from '../../port.ts';
import { boxOfRect } from '../bitmaps.ts';
import { Network } from '../network.ts';
import type { Pyramid, SampleSize } from '../pyramid.ts';
import { parseCharacters, type Reading, readBestPath } from './decode.ts';
import {
  boundsOf,
  regionsOf,
  reversed,
  standsUp,
  stripMap,
  type TextMap,
  type TextRegion,
} from './regions.ts';

/** Part of the recogniser's key: a change makes stored answers stale. */
export const textRules = {
  /** Changes whenever the same models and rules give other answers because the code around them changed. */
  text: 1,
  /** The picture's longer side as the detector sees it; smaller pictures are enlarged. Captions of 11 pixels are found. */
  sidePx: 736,
  /** The same for the quick look that decides whether a closer one is worth its time. */
  glanceSidePx: 320,
  /** The longest lines of a picture are read, at most so many. */
  mostLines: 40,
} as const;

/** The detector halves the picture five times. */
const gridPx = 32;
/** The reader sees strips of this height; the width follows the line. */
const stripWidthPx = { least: 16, most: 1536, grid: 8 };

/** Finds lines of writing in a picture and reads them, with PP-OCRv4: Latin letters, digits, signs and Chinese. */
export class TextFinder {
  private readonly detector: Network;
  private readonly reader: Network;
  private readonly characters: readonly string[];

  private constructor(detector: Network, reader: Network, characters: readonly string[]) {
    this.detector = detector;
    this.reader = reader;
    this.characters = characters;
  }

  /** @throws CastlineError `model-missing` or `model-damaged`, naming the file. */
  static async load(
    modelsDir: string,
    models: readonly ModelDescription[],
    threads: number,
  ): Promise<TextFinder> {
    const reading = findModel(models, 'ocr_read');
    const characters = parseCharacters(Buffer.from(await readCompanion(modelsDir, reading)).toString('utf8'));
    const classes = reading.outputs[0]?.shape.at(-1);
    if (characters.length !== classes) {
      throw new CastlineError('model-damaged', `The alphabet of the model "${reading.id}" is not its own.`);
    }
    const detector = await Network.load(modelsDir, findModel(models, 'ocr_detect'), threads);
    return new TextFinder(detector, await Network.load(modelsDir, reading, threads), characters);
  }

  async release(): Promise<void> {
    await this.detector.release();
    await this.reader.release();
  }

  /**
   * The lines of a picture, from top to bottom.
   *
   * @param isGlanceFirst looks coarsely first and goes on only when there seems to be writing: four times as fast on
   *   pictures without any, blind to the smallest
   * @throws the signal's reason
   */
  async find(pyramid: Pyramid, signal: AbortSignal, isGlanceFirst = false): Promise<RecognisedText[]> {
    if (isGlanceFirst && this.regionsIn(await this.detect(pyramid, textRules.glanceSidePx)).length === 0)
      return [];
    signal.throwIfAborted();
    const map = await this.detect(pyramid, textRules.sidePx);
    const regions = this.regionsIn(map);
    const kept = new Set(regions.toSorted((a, b) => b.length - a.length).slice(0, textRules.mostLines));
    const scale = { x: pyramid.widthPx / map.widthPx, y: pyramid.heightPx / map.heightPx };
    const least = thresholdOf(this.reader.model, 'score');
    const found: RecognisedText[] = [];
    for (const region of regions) {
      if (!kept.has(region)) continue;
      signal.throwIfAborted();
      const { text, score } = await this.read(pyramid, region, scale);
      if (text === '' || score < least) continue;
      const { x, y, w, h } = boundsOf(region);
      const box = boxOfRect({ x: x * scale.x, y: y * scale.y, w: w * scale.x, h: h * scale.y }, pyramid);
      found.push({ kind: 'text', box, score: Math.min(1, score), model: 'ocr_read', attributes: { text } });
    }
    return found;
  }

  private regionsIn(map: TextMap): TextRegion[] {
    const { model } = this.detector;
    return regionsOf(map, {
      pixel: thresholdOf(model, 'pixel'),
      region: thresholdOf(model, 'score'),
      grow: thresholdOf(model, 'grow'),
    });
  }

  private async detect(pyramid: Pyramid, sidePx: number): Promise<TextMap> {
    const size = detectorSize(pyramid, sidePx);
    const map = {
      ...{ a: pyramid.widthPx / size.widthPx, b: 0, c: 0 },
      ...{ d: 0, e: pyramid.heightPx / size.heightPx, f: 0 },
    };
    const [values] = await this.detector.runAt(this.detector.sampleAt(pyramid, map, size), size);
    if (values?.length !== size.widthPx * size.heightPx) {
      throw new CastlineError('recognition-failed', 'The model that finds writing gave no map.');
    }
    return { ...size, values };
  }

  /** A line that stands is read from both ends, and the surer reading kept. */
  private async read(
    pyramid: Pyramid,
    region: TextRegion,
    scale: { x: number; y: number },
  ): Promise<Reading> {
    const reading = await this.readStrip(pyramid, region, scale);
    if (!standsUp(region)) return reading;
    const other = await this.readStrip(pyramid, reversed(region), scale);
    return other.score > reading.score ? other : reading;
  }

  private async readStrip(
    pyramid: Pyramid,
    region: TextRegion,
    scale: { x: number; y: number },
  ): Promise<Reading> {
    const { heightPx } = this.reader.size;
    const length = region.length * Math.hypot(region.along.x * scale.x, region.along.y * scale.y);
    const breadth = region.breadth * Math.hypot(region.along.y * scale.x, region.along.x * scale.y);
    const { least, most, grid } = stripWidthPx;
    const wanted = Math.ceil((heightPx * length) / breadth / grid) * grid;
    const size = { heightPx, widthPx: Math.max(least, Math.min(most, wanted)) };
    const planes = this.reader.sampleAt(pyramid, stripMap(region, size, scale), size);
    const [values] = await this.reader.runAt(planes, size);
    return values ? readBestPath(values, this.characters) : { text: '', score: 0 };
  }
}

/** The picture's shape with its longer side at `sidePx`, in whole steps of the detector's grid. */
function detectorSize({ widthPx, heightPx }: SampleSize, sidePx: number): SampleSize {
  const scale = sidePx / Math.max(widthPx, heightPx);
  const onGrid = (side: number): number => Math.max(gridPx, Math.round((side * scale) / gridPx) * gridPx);
  return { widthPx: onGrid(widthPx), heightPx: onGrid(heightPx) };
}
