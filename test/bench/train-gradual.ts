import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedFfmpeg } from '../../scripts/film/photos.mjs';
import type { Truth } from '../../scripts/film/render.mjs';
import { findCuts } from '../../src/engine/shots/cuts.ts';
import { findFades } from '../../src/engine/shots/fades.ts';
import { FeatureExtractor, type FrameFeatures, gridBytes } from '../../src/engine/shots/features.ts';
import { stretches } from '../../src/engine/shots/gradual.ts';
import { measureStretch, waySums } from '../../src/engine/shots/span-measures.ts';
import type { TreeModel } from '../../src/engine/shots/trees.ts';
import { type Row, trainTrees } from './boosting.ts';
import { clipSources, seededRandom, sourcePool, writeScriptedEdits } from './scripted-edits.ts';

/**
 * Trains the models that tell dissolves and wipes from motion, and writes src/engine/shots/gradual-models.ts:
 *
 *   node test/bench/train-gradual.ts <folder>
 *
 * The folder is laid out as the real footage is (`video/`, `truth/`). Edits are scripted from its clips and from photographs with
 * fixed seeds, so that the same folder gives the same models.
 */

const seeds = Array.from({ length: 100 }, (_, index) => index + 1);
/** Of the stretches without a transition, this share is learned from: there are a hundred for each with one. */
const negativeShare = { edits: 0.12, clips: 0.4 };

function featuresOf(path: string): FrameFeatures[] {
  const grid = 'scale=64:36:flags=area,format=yuv444p';
  const pixels = execFileSync(
    shippedFfmpeg(),
    [
      '-nostdin',
      '-v',
      'error',
      '-noautorotate',
      '-i',
      path,
      '-map',
      '0:V:0',
      '-vf',
      grid,
      '-vsync',
      'passthrough',
      '-f',
      'rawvideo',
      'pipe:1',
    ],
    { maxBuffer: 2 ** 30 },
  );
  const extractor = new FeatureExtractor();
  return Array.from({ length: Math.floor(pixels.length / gridBytes) }, (_, index) =>
    extractor.next(pixels.subarray(index * gridBytes, (index + 1) * gridBytes)),
  );
}

interface Sample {
  kind: 'none' | 'dissolve' | 'wipe';
  measures: number[];
}

function overlap(a: { from: number; to: number }, b: { from: number; to: number }): number {
  const shared = Math.min(a.to, b.to) - Math.max(a.from, b.from);
  return shared <= 0 ? 0 : shared / (Math.max(a.to, b.to) - Math.min(a.from, b.from));
}

/** Stretches of one film with what they are. Those that catch a part of a transition teach where it begins and ends. */
function samplesOf(features: FrameFeatures[], truth: Truth, share: number, random: () => number): Sample[] {
  const graduals = truth.shots.flatMap(({ transition_in: join }) =>
    join && join.end_frame > join.first_frame
      ? [{ kind: join.type, from: join.first_frame - 1, to: join.end_frame }]
      : [],
  );
  const fades = findFades(features);
  const taken = new Set(findCuts(features).map(({ firstFrame }) => firstFrame));
  for (const { firstFrame, endFrame } of fades) for (let n = firstFrame; n <= endFrame; n++) taken.add(n);
  const way = waySums(features);
  const samples: Sample[] = [];
  for (const stretch of stretches(features, way, taken)) {
    const best = graduals
      .map((gradual) => ({ gradual, share: overlap(gradual, stretch) }))
      .sort((a, b) => b.share - a.share)[0];
    const overlapping = best?.share ?? 0;
    const kind = best?.gradual.kind;
    const isPositive = overlapping >= 0.8 && (kind === 'dissolve' || kind === 'wipe');
    if (!isPositive && (overlapping >= 0.5 || random() > (overlapping > 0 ? 0.5 : 1) * share)) continue;
    const measures = measureStretch(features, way, stretch);
    if (measures) samples.push({ kind: isPositive ? kind : 'none', measures });
  }
  return samples;
}

function rowsFor(samples: readonly Sample[], kind: 'dissolve' | 'wipe'): Row[] {
  const mine = samples.filter((sample) => sample.kind === kind || sample.kind === 'none');
  return mine.map(({ kind: is, measures }) => ({ measures, positive: is === kind, weight: 1 }));
}

function collect(folder: string, part: string, share: number, random: () => number): Sample[] {
  return readdirSync(join(folder, part)).flatMap((name) => {
    const truth = JSON.parse(readFileSync(join(folder, 'truth', `${name}.json`), 'utf8')) as Truth;
    return samplesOf(featuresOf(join(folder, part, name)), truth, share, random);
  });
}

const declaration = (name: string, model: TreeModel): string =>
  `export const ${name}: TreeModel = ${JSON.stringify(model)};\n`;

const folder = process.argv[2];
if (!folder) throw new Error('Usage: node test/bench/train-gradual.ts <folder>');
const random = seededRandom(99);
const pool = await sourcePool(clipSources(folder));
const edits = await writeScriptedEdits(pool, 'train', seeds);
const samples = [
  ...collect(edits, 'edits', negativeShare.edits, random),
  ...collect(folder, 'video', negativeShare.clips, random),
];
const count = (kind: string): number => samples.filter((sample) => sample.kind === kind).length;
process.stderr.write(
  `${count('none')} stretches without, ${count('dissolve')} dissolves, ${count('wipe')} wipes\n`,
);
const head = `import type { TreeModel } from './trees.ts';\n\n// Written by test/bench/train-gradual.ts; not to be changed by hand.\n`;
const out = join(import.meta.dirname, '../../src/engine/shots/gradual-models.ts');
writeFileSync(
  out,
  `${head}${declaration('dissolveModel', trainTrees(rowsFor(samples, 'dissolve')))}${declaration('wipeModel', trainTrees(rowsFor(samples, 'wipe')))}`,
);
