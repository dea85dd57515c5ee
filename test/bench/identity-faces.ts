import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  faceQuality,
  type GroupableFace,
  groupFaces,
  groupingRules,
} from '../../src/engine/identity/index.ts';
import type { RecognisedFace, Recogniser } from '../../src/engine/recognition/index.ts';
import { readPicture } from '../support/pictures.ts';
import { bcubed, type LabelledFace, pairwise } from './identity-scoring.ts';
import { type Count, ratesOf } from './scoring.ts';

/** Rows of a table without its head; none where there is no table. */
function rows(...path: string[]): string[][] {
  const file = join(...path);
  if (!existsSync(file)) return [];
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  return lines.filter((line) => line.trim() !== '').map((line) => line.split('\t'));
}

interface Seen {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly faces: readonly RecognisedFace[];
}

async function facesIn(recogniser: Recogniser, files: readonly string[]): Promise<Seen[]> {
  const found: Seen[] = [];
  for (const file of files) {
    try {
      const picture = await readPicture(file);
      const { widthPx, heightPx } = picture;
      const { elements } = await recogniser.recognise(picture);
      found.push({ widthPx, heightPx, faces: elements.filter((element) => element.kind === 'face') });
    } catch (thrown) {
      process.stderr.write(`${file}: ${String(thrown)}\n`);
      found.push({ widthPx: 1, heightPx: 1, faces: [] });
    }
  }
  return found;
}

const sizeOf = ({ box }: RecognisedFace): number => box.w * box.h;

/** Grouping of single pictures, each a clip of its own: what embeddings and rules alone can do. */
async function scoreLabelled(folder: string, recogniser: Recogniser, strictness: number) {
  const labelled = rows(folder, 'faces', 'labels.tsv').filter(([, person]) => person !== '_groups');
  const found = await facesIn(
    recogniser,
    labelled.map(([file = '']) => join(folder, 'faces', file)),
  );
  const faces = found.map(({ faces: inPicture }, index): GroupableFace | undefined => {
    const [largest] = inPicture.toSorted((a, b) => sizeOf(b) - sizeOf(a));
    if (!largest?.embedding) return undefined;
    const id = `f${index}`;
    return {
      elementId: id,
      assetId: id,
      shotId: id,
      frame: 0,
      box: largest.box,
      vector: largest.embedding.vector,
      quality: faceQuality(largest),
    };
  });
  const groupable = faces.filter((face) => face !== undefined);
  const model = found.flatMap((one) => one.faces)[0]?.embedding?.model;
  const grouped = new Map(
    groupFaces(groupable, [], groupingRules(model, strictness)).map((face) => [
      face.elementId,
      face.identityId,
    ]),
  );
  const scored = labelled.map(([file = '', person = '', session = ''], index): LabelledFace => {
    const id = faces[index]?.elementId;
    return { group: (id && grouped.get(id)) ?? file, person, session: `${person} ${session}` };
  });
  return {
    pictures: scored.length,
    people: new Set(scored.map(({ person }) => person)).size,
    groups: new Set(scored.map(({ group }) => group)).size,
    pairwise: pairwise(scored),
    bcubed: bcubed(scored),
    acrossSessions: pairwise(scored, (a, b) => a.session !== b.session),
    apart: scored.map(({ group, person }, index) => ({ file: labelled[index]?.[0], person, group })),
  };
}

/** Noses of group photographs that a face of its own lies on, and faces on no nose. */
async function scoreDetection(folder: string, recogniser: Recogniser) {
  const noses = Map.groupBy(rows(folder, 'faces', 'group_noses.tsv'), ([file = '']) => file);
  const files = [...noses.keys()];
  const found = await facesIn(
    recogniser,
    files.map((file) => join(folder, 'faces', file.includes('/') ? file : `_groups/${file}`)),
  );
  const count: Count = { right: 0, missed: 0, extra: 0 };
  files.forEach((file, index) => {
    const seen = found[index];
    if (!seen) return;
    const open = new Set(seen.faces);
    for (const [, x, y] of noses.get(file) ?? []) {
      const hit = [...open].find(({ box }) => {
        const [dx, dy] = [
          (Number(x) / seen.widthPx - box.x) / box.w,
          (Number(y) / seen.heightPx - box.y) / box.h,
        ];
        return dx > 0 && dx < 1 && dy > 0 && dy < 1;
      });
      if (hit) open.delete(hit);
      if (hit) count.right += 1;
      else count.missed += 1;
    }
    count.extra += open.size;
  });
  return { ...count, ...ratesOf(count) };
}

export async function scoreFaces(folder: string, recogniser: Recogniser, strictness: number) {
  return {
    ...(await scoreLabelled(folder, recogniser, strictness)),
    detection: await scoreDetection(folder, recogniser),
  };
}
