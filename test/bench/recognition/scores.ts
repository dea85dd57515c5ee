import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RecognisedElement, RecognisedGarment } from '../../../src/engine/recognition/index.ts';
import { maskShare, unpackMask } from '../../../src/shared/masks.ts';
import type { ResultSet } from '../../../src/shared/recognition.ts';
import type { GarmentKind } from '../../../src/shared/wardrobe.ts';
import { captionsOf, characterErrors } from './captions.ts';
import { bestConstant, type NamedGarment, namedGarments, wordsOfColour } from './colour-words.ts';
import { type Looker, middleOf, readFrames, readTable, readTruths } from './footage.ts';
import { readPalettePng } from './png.ts';

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const garmentsOf = (elements: readonly RecognisedElement[]): RecognisedGarment[] =>
  elements.filter((element) => element.kind === 'garment');

/** Each nose must lie in a face box of its own; every other box is false. Undefined where no noses are told. */
export async function scoreGroups(folder: string, looker: Looker) {
  const noses = readTable(folder, 'faces', 'group_noses.tsv');
  if (!noses) return undefined;
  let [found, boxes, falseBoxes] = [0, 0, 0];
  const wrong: string[] = [];
  for (const [file, points] of Map.groupBy(noses, (row) => row.file ?? '')) {
    const path = join(folder, 'faces', file);
    if (!existsSync(path)) continue;
    const { elements, widthPx, heightPx } = await looker.file(file, path);
    const faces = elements.filter(({ kind }) => kind === 'face');
    const free = new Set(faces);
    let right = 0;
    for (const { nose_x, nose_y } of points) {
      const [x, y] = [Number(nose_x) / widthPx, Number(nose_y) / heightPx];
      const hit = [...free].find(
        ({ box }) => x >= box.x && y >= box.y && x <= box.x + box.w && y <= box.y + box.h,
      );
      if (hit && free.delete(hit)) right += 1;
    }
    found += right;
    boxes += faces.length;
    falseBoxes += free.size;
    if (right < points.length || free.size > 0)
      wrong.push(`${file}: ${right} of ${points.length}, ${free.size} false`);
  }
  return {
    recall: found / noses.length,
    falseRate: falseBoxes / Math.max(1, boxes),
    noses: noses.length,
    boxes,
    wrong,
  };
}

/** Labels of the pixel masks that nobody wears as clothes. */
const notWorn = new Set(
  'null accessories bag bracelet earrings glasses hair necklace purse ring skin sunglasses wallet watch'.split(
    ' ',
  ),
);

/** Ids of the labels that count as clothing, from a table of ids and names. */
function wornLabels(folder: string): Set<number> {
  const names = readTable(folder, 'clothing', 'ccp_label_names.txt') ?? [];
  // The file has no header: its first line is taken for one.
  const rows = names.map((row) => Object.values(row) as [string, string]);
  return new Set(rows.filter(([, name]) => !notWorn.has(name)).map(([id]) => Number(id)));
}

/** The pixel masks are of the person who was photographed, so only the main subject's clothing counts. */
function clothingIoU(
  sets: readonly ResultSet[],
  truth: Uint8Array,
  widthPx: number,
  heightPx: number,
): number {
  const seen = new Uint8Array(truth.length);
  for (const { kind, mask } of sets) {
    if (kind !== 'clothing' || !mask) continue;
    const bits = unpackMask(mask);
    const { region } = mask;
    for (let y = 0; y < heightPx; y += 1) {
      const v = Math.floor((((y + 0.5) / heightPx - region.y) / region.h) * mask.heightPx);
      if (v < 0 || v >= mask.heightPx) continue;
      for (let x = 0; x < widthPx; x += 1) {
        const u = Math.floor((((x + 0.5) / widthPx - region.x) / region.w) * mask.widthPx);
        if (u >= 0 && u < mask.widthPx && bits[v * mask.widthPx + u]) seen[y * widthPx + x] = 1;
      }
    }
  }
  let [both, either] = [0, 0];
  for (let i = 0; i < seen.length; i += 1) {
    if (seen[i] && truth[i]) both += 1;
    if (seen[i] || truth[i]) either += 1;
  }
  return either === 0 ? 1 : both / either;
}

/** Clothing masks against the pixel masks, and colours against those that were named by eye, in one look at each photo. */
export async function scorePhotos(folder: string, looker: Looker) {
  const labels = wornLabels(folder);
  const outfits = readTable(folder, 'clothing', 'ccp_outfits.tsv');
  const photos = [
    ...new Set([
      ...(outfits ?? []).map(({ photo }) => photo ?? ''),
      ...(readTable(folder, 'clothing', 'ccp_labels.tsv') ?? []).map(
        ({ file }) => /(\w+)\.\w+$/.exec(file ?? '')?.[1] ?? '',
      ),
    ]),
  ].sort();
  const ious: { photo: string; iou: number }[] = [];
  const named: (NamedGarment & { photo: string; seen: string | undefined })[] = [];
  for (const photo of photos) {
    const path = join(folder, 'clothing', 'ccp', `${photo}.jpg`);
    if (!existsSync(path)) continue;
    const { elements, sets = [] } = await looker.file(`ccp ${photo}`, path);
    const maskPath = join(folder, 'clothing', 'ccp', `${photo}_mask.png`);
    if (existsSync(maskPath) && labels.size > 0) {
      const { indices, widthPx, heightPx } = readPalettePng(maskPath);
      const truth = indices.map((index) => (labels.has(index) ? 1 : 0));
      ious.push({ photo, iou: clothingIoU(sets, truth, widthPx, heightPx) });
    }
    const outfit = outfits?.find((row) => row.photo === photo)?.garments_and_colours_by_eye;
    for (const one of namedGarments(outfit ?? ''))
      named.push({ ...one, photo, seen: colourOf(one, elements) });
  }
  return { iou: iouSummary(ious), colour: outfits ? colourSummary(named) : undefined };
}

function iouSummary(ious: readonly { photo: string; iou: number }[]) {
  if (ious.length === 0) return undefined;
  const values = ious.map(({ iou }) => iou);
  return {
    mean: mean(values),
    median: median(values),
    worst: Math.min(...values),
    photos: ious.toSorted((a, b) => a.iou - b.iou),
  };
}

/** Kinds that are told apart badly by words: a blazer may be an upper, a dress may be called a coat. */
const alike: Partial<Record<GarmentKind, readonly GarmentKind[]>> = {
  upper: ['upper', 'outerwear', 'dress'],
  outerwear: ['outerwear', 'upper', 'dress'],
  dress: ['dress', 'outerwear', 'upper', 'lower'],
  lower: ['lower', 'dress'],
};

/** The main colour of the garment that is meant: of its own kind before others on that part of the body. */
function colourOf({ kind }: NamedGarment, elements: readonly RecognisedElement[]): string | undefined {
  const garments = garmentsOf(elements).filter(({ person }) => person === undefined || person === 0);
  for (const one of alike[kind] ?? [kind]) {
    const found = garments.find(({ attributes }) => attributes.garment === one);
    if (found) return found.attributes.colours[0]?.name;
  }
  return undefined;
}

function colourSummary(named: readonly (NamedGarment & { photo: string; seen: string | undefined })[]) {
  if (named.length === 0) return undefined;
  const isRight = ({ seen, colours }: (typeof named)[number]) => seen !== undefined && colours.has(seen);
  const found = named.filter(({ seen }) => seen !== undefined);
  return {
    /** Of the garments that were found at all. */
    accuracy: found.filter(isRight).length / Math.max(1, found.length),
    /** Of all that are named: one that was not found counts as wrong. */
    ofAllNamed: named.filter(isRight).length / named.length,
    constant: bestConstant(found),
    named: named.length,
    found: found.length,
    wrong: named
      .filter((one) => !isRight(one))
      .map(({ photo, phrase, seen }) => `${photo} ${phrase}: ${seen ?? 'not found'}`),
  };
}

/** What the classes of single garments are in the vocabulary. */
const kindOfClass: Readonly<Record<string, GarmentKind>> = {
  dress: 'dress',
  hat: 'hat',
  longsleeve: 'upper',
  shirt: 'upper',
  't-shirt': 'upper',
  outwear: 'outerwear',
  pants: 'lower',
  shorts: 'lower',
  skirt: 'lower',
  shoes: 'shoes',
};

/** Pictures of one garment each, worn or not: the largest garment that is seen is taken for it. */
export async function scoreItems(folder: string, looker: Looker) {
  const items = readTable(folder, 'clothing', 'items_labels.tsv');
  if (!items) return undefined;
  let [right, total, colourRight, colourTotal] = [0, 0, 0, 0];
  const wrong: string[] = [];
  for (const { file = '', class: name = '', colour_by_eye = '' } of items) {
    const kind = kindOfClass[name];
    const path = join(folder, 'clothing', file);
    if (!kind || !existsSync(path)) continue;
    const { elements } = await looker.file(file, path);
    const sizeOf = ({ mask, box }: RecognisedGarment) => (mask ? maskShare(mask) : box.w * box.h);
    const [largest] = garmentsOf(elements).toSorted((a, b) => sizeOf(b) - sizeOf(a));
    total += 1;
    if (largest?.attributes.garment === kind) right += 1;
    else wrong.push(`${file}: ${largest?.attributes.garment ?? 'nothing'}`);
    const colours = wordsOfColour(colour_by_eye);
    if (!largest || colours.size === 0) continue;
    colourTotal += 1;
    if (colours.has(largest.attributes.colours[0]?.name ?? '')) colourRight += 1;
  }
  if (total === 0) return undefined;
  return {
    accuracy: right / total,
    items: total,
    colourAccuracy: colourRight / Math.max(1, colourTotal),
    wrong,
  };
}

/** Captions that the manifest gives with their frames, read in the middle of those. */
export async function scoreCaptions(folder: string, looker: Looker) {
  const captions = captionsOf(readTable(folder, 'MANIFEST.tsv') ?? []);
  let [errors, characters] = [0, 0];
  let sawText = false;
  const read: string[] = [];
  for (const { file, frame, lines } of captions) {
    const path = join(folder, file);
    if (!existsSync(path)) continue;
    const [picture] = await readFrames(path, [frame]);
    if (!picture) continue;
    const { elements } = await looker.look(`caption ${file} ${frame}`, picture);
    const texts = elements.flatMap((element) => (element.kind === 'text' ? [element.attributes.text] : []));
    sawText ||= texts.length > 0;
    for (const line of lines) {
      const errorsOfLine = characterErrors(line, texts);
      errors += errorsOfLine;
      characters += line.length;
      if (errorsOfLine > 0) read.push(`${line}: ${errorsOfLine} wrong`);
    }
  }
  if (characters === 0 || !sawText) return undefined;
  return { cer: errors / characters, characters, wrong: read };
}

/** How many people are told in the middle of each shot whose people are known. */
export async function scorePersons(folder: string, looker: Looker) {
  let [frames, exact, off] = [0, 0, 0];
  const wrong: string[] = [];
  for (const { path, file, shots } of readTruths(folder)) {
    if (file.startsWith('formats/')) continue;
    const known = shots.flatMap(({ persons }, index) => {
      const isCounted = persons?.every((name) => !/others|backs|hikers|crowd/.test(name));
      return persons && isCounted ? [{ count: persons.length, frame: middleOf(shots, index) }] : [];
    });
    if (known.length === 0) continue;
    const pictures = await readFrames(
      path,
      known.map(({ frame }) => frame),
    );
    for (const [index, { count, frame }] of known.entries()) {
      const picture = pictures[index];
      if (!picture) continue;
      const { elements } = await looker.look(`${file} ${frame}`, picture);
      const found = elements.filter(({ kind, person }) => kind === 'subject' && person !== undefined).length;
      frames += 1;
      off += Math.abs(found - count);
      if (found === count) exact += 1;
      else wrong.push(`${file} ${frame}: ${found} of ${count}`);
    }
  }
  return frames === 0 ? undefined : { frames, exact: exact / frames, meanOff: off / frames, wrong };
}
