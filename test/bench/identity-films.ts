import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Truth } from '../../scripts/film/render.mjs';
import { Engine } from '../../src/engine/index.ts';
import { findMediaTools } from '../../src/engine/media/index.ts';
import { createModalRecogniser } from '../../src/engine/recognition/index.ts';
import type { AssetDetail } from '../../src/shared/contract/index.ts';
import type { RecognitionMode } from '../../src/shared/recognition.ts';
import { scorePeople } from './identity-scoring.ts';

const programRoot = fileURLToPath(new URL('../..', import.meta.url));

/** People that cannot be counted: a crowd under one word, or a number of people. */
const crowds =
  /^(others|crowd|people|extras|audience|background|passers-?by|strangers|[a-z]+ers|(two|three|four|five|six|seven|eight|nine|ten|many|some|\d+) .+)$/i;
const personOf = (label: string): string => label.replace(/\(.*\)$/, '');

export interface FilmTruth {
  readonly file: string;
  readonly path: string;
  readonly truth: Truth;
}

/** Films of a folder that have a truth with people in it. */
export function findFilms(folder: string): FilmTruth[] {
  const at = join(folder, 'truth');
  if (!existsSync(at)) return [];
  return readdirSync(at)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const truth = JSON.parse(readFileSync(join(at, name), 'utf8')) as Truth & { file?: string };
      if (!truth.file || !Array.isArray(truth.shots)) return [];
      const path = join(folder, truth.file);
      return existsSync(path) ? [{ file: truth.file, path, truth }] : [];
    });
}

const modelsDir = process.env.CASTLINE_BENCH_MODELS ?? join(programRoot, 'resources', 'models');

/** As the app does it, with the recogniser's mode to choose. */
export function openLibrary(path: string, mode: RecognitionMode): Engine {
  return new Engine({
    libraryPath: path,
    createLibrary: true,
    clock: () => new Date(),
    version: '0.0.0',
    findMedia: () => findMediaTools({ env: process.env }),
    recognisers: createModalRecogniser({
      modelsDir,
      workerUrl: new URL('../../src/engine/recognition/local/worker.ts', import.meta.url),
      threads: 1,
      idleMs: 60_000,
    }),
    automaticMode: () => mode,
    groupingWorker: new URL('../../src/engine/identity/worker.ts', import.meta.url),
    modelsDir,
    maxKeyframeSidePx: 1920,
    parallelJobs: 2,
    onEvent: () => undefined,
  });
}

/** Analyses a film, which is quick where the library has it already, and gives what the window would show. */
export async function analyse(engine: Engine, path: string): Promise<AssetDetail> {
  const { added, known } = await engine.calls.assets.import({ paths: [path] });
  await engine.whenIdle();
  const [assetId] = [...added, ...known];
  if (!assetId) throw new Error(`${path} was refused.`);
  return engine.calls.assets.detail({ assetId });
}

/** A shot of the truth without the mixed frames of gradual transitions. */
function coreOf(shots: Truth['shots'], index: number): { first: number; end: number } {
  const shot = shots[index];
  const next = shots[index + 1]?.transition_in;
  const first = shot?.transition_in
    ? Math.max(shot.first_frame, shot.transition_in.end_frame)
    : (shot?.first_frame ?? 0);
  return { first, end: Math.min(shot?.end_frame ?? 0, next?.first_frame ?? Number.POSITIVE_INFINITY) };
}

/** Ends of appearances that should lie on a hard cut, and how far from it they are, in frames. */
function endErrors(truth: Truth, detail: Pick<AssetDetail, 'appearances'>): number[] {
  const cuts = truth.shots.flatMap(({ transition_in: join }) =>
    join?.type === 'cut' ? [join.first_frame] : [],
  );
  return truth.shots.flatMap((shot, index) => {
    const core = coreOf(truth.shots, index);
    const inside = detail.appearances.filter((one) => one.startFrame < core.end && one.endFrame > core.first);
    const starts = cuts.includes(shot.first_frame)
      ? inside.map((one) => Math.abs(one.startFrame - shot.first_frame))
      : [];
    const ends = cuts.includes(shot.end_frame)
      ? inside.map((one) => Math.abs(one.endFrame - shot.end_frame))
      : [];
    return [...starts, ...ends];
  });
}

/** Scores what was found in a film; without anything found, everybody in it was missed. */
export function scoreFilm(
  { file, truth }: Pick<FilmTruth, 'file' | 'truth'>,
  detail: Pick<AssetDetail, 'appearances'> = { appearances: [] },
) {
  const shots = truth.shots.map((shot, index) => {
    const core = coreOf(truth.shots, index);
    const found = detail.appearances.filter((one) => one.startFrame < core.end && one.endFrame > core.first);
    return {
      persons: [...new Set((shot.persons ?? []).map(personOf))],
      identities: [...new Set<string>(found.map(({ identityId }) => identityId))],
    };
  });
  const scored = shots.filter(({ persons }) => !persons.some((person) => crowds.test(person)));
  const errors = endErrors(truth, detail);
  return {
    file,
    ...scorePeople(scored),
    ends: {
      atCuts: errors.length,
      within2: errors.filter((error) => error <= 2).length,
      worstFrames: Math.max(0, ...errors),
    },
    shots: shots.map(({ persons, identities }) => ({ persons, identities })),
  };
}
