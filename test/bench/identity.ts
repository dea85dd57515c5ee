import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createLocalRecogniser } from '../../src/engine/recognition/index.ts';
import { recognitionModeSchema } from '../../src/shared/recognition.ts';
import { scoreFaces } from './identity-faces.ts';
import { analyse, findFilms, openLibrary, scoreFilm } from './identity-films.ts';
import { scoreOutfits } from './identity-outfits.ts';

/**
 * How well people are told apart and found:
 *
 *   node test/bench/identity.ts <folder> [--json] [--only <part of a name>] [--libraries <folder>] [--strictness <-1 to 1>] [--keyframes <a minute>] [--mode <faces, fast or full>]
 *
 * The folder is laid out as the real footage is. `--libraries` keeps what was analysed for the next run; `--detail` adds who
 * was found in which shot.
 */

const args = process.argv.slice(2);
const optionOf = (name: string): string | undefined =>
  args.includes(name) ? args[args.indexOf(name) + 1] : undefined;
const folder = args.find(
  (argument, index) =>
    !argument.startsWith('--') && !args[index - 1]?.match(/^--(only|libraries|strictness|keyframes|mode)$/),
);
if (!folder) {
  process.stderr.write(
    'Usage: npm run bench:identity -- <folder> [--json] [--detail] [--only <text>] [--libraries <folder>] [--strictness <n>]\n',
  );
  process.exit(2);
}

const kept = optionOf('--libraries');
const libraries = kept ?? mkdtempSync(join(tmpdir(), 'castline-identity-'));
mkdirSync(libraries, { recursive: true });
const strictness = Number(optionOf('--strictness') ?? 0);
const keyframes = Number(optionOf('--keyframes') ?? 0);
const mode = recognitionModeSchema.parse(optionOf('--mode') ?? 'fast');
const only = optionOf('--only');

async function faces(set: string) {
  if (only || !existsSync(join(set, 'faces', 'labels.tsv'))) return undefined;
  const recogniser = createLocalRecogniser({
    modelsDir: new URL('../../resources/models', import.meta.url).pathname,
    workerUrl: new URL('../../src/engine/recognition/local/worker.ts', import.meta.url),
    threads: 2,
    idleMs: 60_000,
  });
  const scored = await scoreFaces(set, recogniser, strictness);
  await recogniser.close();
  return scored;
}

async function films(set: string) {
  const scored = [];
  let outfits: Awaited<ReturnType<typeof scoreOutfits>> | undefined;
  for (const film of findFilms(set)) {
    if (only && !film.file.includes(only)) continue;
    const engine = openLibrary(join(libraries, `${basename(film.file)}.castline`), mode);
    const settings = await engine.calls.settings.read();
    await engine.calls.settings.write({
      ...settings,
      strictness,
      ...(keyframes ? { keyframesPerMinute: keyframes } : {}),
    });
    try {
      scored.push(scoreFilm(film, await analyse(engine, film.path)));
      if (film.file.startsWith('edits/')) outfits = await scoreOutfits(engine);
    } catch (thrown) {
      process.stderr.write(`${film.file}: ${String(thrown)}\n`);
      scored.push({ ...scoreFilm(film, undefined), error: String(thrown) });
    }
    await engine.close();
    process.stderr.write(`${scored.length} `);
  }
  return { videos: scored, outfits };
}

const percent = (value: number): string => (100 * value).toFixed(1).padStart(6);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function printFaces(scored: NonNullable<Awaited<ReturnType<typeof faces>>>): void {
  const { detection } = scored;
  say(`noses found ${detection.right}, missed ${detection.missed}, faces on none ${detection.extra}`);
  say(`${scored.pictures} labelled faces of ${scored.people} people in ${scored.groups} groups`);
  for (const name of ['pairwise', 'bcubed', 'acrossSessions'] as const) {
    const { precision, recall, f1 } = scored[name];
    say(`${name.padEnd(15)} precision ${percent(precision)}  recall ${percent(recall)}  F1 ${percent(f1)}`);
  }
}

const faceScores = await faces(folder);
const { videos, outfits } = await films(folder);
if (!kept) rmSync(libraries, { recursive: true, force: true });
if (args.includes('--json')) {
  const isDetailed = args.includes('--detail');
  const { apart, ...rest } = faceScores ?? { apart: [] };
  const result = {
    set: folder,
    strictness,
    ...(faceScores ? { faces: isDetailed ? { ...rest, apart } : rest } : {}),
    videos: videos.map(({ shots, ...video }) => (isDetailed ? { ...video, shots } : video)),
    outfits,
  };
  process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
} else {
  if (faceScores) printFaces(faceScores);
  say(
    'persons per shot: precision recall F1 | found of | clicks: merge move draw hide | ends at cuts within 2 | film',
  );
  for (const { file, personsPerShot: rates, identities, persons, clicks, clicksToPerfect, ends } of videos) {
    const parts = [clicks.merges, clicks.moves, clicks.draws, clicks.hides].join(' ');
    say(
      `${percent(rates.precision)} ${percent(rates.recall)} ${percent(rates.f1)} | ${identities} of ${persons} | ${clicksToPerfect}: ${parts} | ${ends.within2} of ${ends.atCuts} | ${file}`,
    );
  }
  if (outfits) say(`outfits of the edit: ${JSON.stringify(outfits)}`);
}
