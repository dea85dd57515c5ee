/** How well writing is read: captions whose words and frames the footage's MANIFEST.tsv gives. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recogniser } from '../../../src/engine/recognition/index.ts';
import { readPictures } from '../../support/pictures.ts';

/** Lines that stand in the frames `firstFrame` to `lastFrame` of a clip, both included. */
export interface Caption {
  readonly file: string;
  readonly lines: readonly string[];
  readonly firstFrame: number;
  readonly lastFrame: number;
}

/** Captions as the manifest notes them: `LINE / Next line (frames 624-703)`, parted by semicolons. */
export function captionsOf(manifest: string): Caption[] {
  const [head = '', ...rows] = manifest.trim().split('\n');
  const columns = head.split('\t');
  const textColumn = columns.indexOf('on_screen_text');
  return rows.flatMap((row) => {
    const cells = row.split('\t');
    return (cells[textColumn] ?? '').split(';').flatMap((entry): Caption[] => {
      const match = /^\s*(.+?)\s*\(frames (\d+)-(\d+)\)/.exec(entry);
      if (!match) return [];
      const [, text = '', first, last] = match;
      const lines = text.split(' / ');
      return [{ file: cells[0] ?? '', lines, firstFrame: Number(first), lastFrame: Number(last) }];
    });
  });
}

/** Least number of characters to put in, take out or replace (Levenshtein). */
export function editDistance(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  from.forEach((character, i) => {
    const next = [i + 1];
    to.forEach((other, j) => {
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (character === other ? 0 : 1)));
    });
    row = next;
  });
  return row[to.length]!;
}

/** Errors of one picture: each true line against the nearest line that was read, each used once; none is all wrong. */
export function characterErrors(
  truth: readonly string[],
  read: readonly string[],
): { errors: number; characters: number } {
  const left = [...read];
  let errors = 0;
  let characters = 0;
  for (const line of truth.toSorted((a, b) => b.length - a.length)) {
    const distances = left.map((other) => editDistance(line, other));
    const least = Math.min(line.length, ...distances);
    const at = distances.indexOf(least);
    if (at >= 0) left.splice(at, 1);
    errors += least;
    characters += line.length;
  }
  return { errors, characters };
}

export interface TextFigures {
  /** Character error rate: errors by characters, 0 is perfect. */
  readonly cer: number;
  readonly frames: number;
  /** By caption, with what was read in its middle frame. */
  readonly captions: readonly { truth: readonly string[]; cer: number; example: readonly string[] }[];
}

/** Reads every `step`th frame of each caption of a folder that is laid out as the shared footage. Undefined without captions. */
export async function measureText(
  folder: string,
  recogniser: Recogniser,
  step = 10,
): Promise<TextFigures | undefined> {
  const captions = captionsOf(readFileSync(join(folder, 'MANIFEST.tsv'), 'utf8'));
  if (captions.length === 0) return undefined;
  const sum = { errors: 0, characters: 0, frames: 0 };
  const results = [];
  for (const { file, lines, firstFrame, lastFrame } of captions) {
    const filter = `select='between(n,${firstFrame},${lastFrame})*not(mod(n-${firstFrame},${step}))'`;
    const own = { errors: 0, characters: 0 };
    const readings: string[][] = [];
    for (const picture of await readPictures(join(folder, file), filter)) {
      const { elements } = await recogniser.recognise(picture);
      const read = elements.flatMap((one) => (one.kind === 'text' ? [one.attributes.text] : []));
      const { errors, characters } = characterErrors(lines, read);
      own.errors += errors;
      own.characters += characters;
      readings.push(read);
    }
    sum.errors += own.errors;
    sum.characters += own.characters;
    sum.frames += readings.length;
    const example = readings[readings.length >> 1] ?? [];
    results.push({ truth: lines, cer: own.errors / own.characters, example });
  }
  return { cer: sum.errors / sum.characters, frames: sum.frames, captions: results };
}
