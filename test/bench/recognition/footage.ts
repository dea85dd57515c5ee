import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recogniser, RecognitionAnswer } from '../../../src/engine/recognition/index.ts';
import { copyOf, readPicture, readPictures } from '../../support/pictures.ts';
import type { ContactSheet } from './sheet.ts';

/** A row of a table by its column names. */
export type Row = Readonly<Record<string, string>>;

/** A tab-separated table with a header line; undefined where the folder has none. */
export function readTable(...path: string[]): Row[] | undefined {
  const file = join(...path);
  if (!existsSync(file)) return undefined;
  const [head = '', ...lines] = readFileSync(file, 'utf8').replaceAll('\r', '').trim().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}

export interface TruthShot {
  readonly first_frame: number;
  readonly end_frame: number;
  readonly persons?: readonly string[];
  readonly transition_in?: { readonly first_frame: number; readonly end_frame: number };
}

export interface FilmTruth {
  readonly path: string;
  readonly file: string;
  readonly shots: readonly TruthShot[];
}

/** Films that have a truth, by name. */
export function readTruths(folder: string): FilmTruth[] {
  const truths = join(folder, 'truth');
  if (!existsSync(truths)) return [];
  return readdirSync(truths)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const { file, shots } = JSON.parse(readFileSync(join(truths, name), 'utf8')) as FilmTruth;
      const path = join(folder, file ?? '');
      return file && shots && existsSync(path) ? [{ path, file, shots }] : [];
    });
}

/** The frame in the middle of a shot, clear of the mixed frames at its ends. */
export function middleOf(shots: readonly TruthShot[], index: number): number {
  const shot = shots[index]!;
  const first = Math.max(shot.first_frame, shot.transition_in?.end_frame ?? 0);
  const end = Math.min(shot.end_frame, shots[index + 1]?.transition_in?.first_frame ?? shot.end_frame);
  return Math.max(0, Math.floor((first + Math.max(first, end - 1)) / 2));
}

/** Frames of a film by their number, in the order of time. */
export function readFrames(path: string, frames: readonly number[], filter?: string) {
  const wanted = [...new Set(frames)].sort((a, b) => a - b).map((frame) => `eq(n,${frame})`);
  return readPictures(path, `select='${wanted.join('+')}'${filter ? `,${filter}` : ''}`);
}

/** A recogniser with the sheet on which all that it answers can be looked at. */
export class Looker {
  private readonly recogniser: Recogniser;
  private readonly sheet: ContactSheet | undefined;

  constructor(recogniser: Recogniser, sheet: ContactSheet | undefined) {
    this.recogniser = recogniser;
    this.sheet = sheet;
  }

  /** What is in a picture file. */
  async file(name: string, path: string): Promise<RecognitionAnswer & { widthPx: number; heightPx: number }> {
    return this.look(name, await readPicture(path));
  }

  async look(name: string, picture: Awaited<ReturnType<typeof readPicture>>) {
    const { widthPx, heightPx } = picture;
    const answer = await this.recogniser.recognise(copyOf(picture));
    await this.sheet?.add(name, picture, answer.elements);
    return { ...answer, widthPx, heightPx };
  }
}
